import { randomUUID } from "node:crypto";

/** What the firmware tells of a machine, with an identity of its own. */
export function withNewUuid(smbios = ""): string {
  const others = smbios.split(",").filter((part) => part !== "" && !part.startsWith("uuid="));
  return [`uuid=${randomUUID()}`, ...others].join(",");
}
