import { partsOf, type Parts } from "./line.js";
import { models } from "./network.js";

/** Splits an interface's line. The model stands first, alone or as the name of the MAC address. */
export function interfaceOf(line: string): Parts {
  const parts = partsOf(line, "model");
  const model = models.find((each) => each in parts);
  if (model === undefined) return parts;
  const { [model]: macaddr, ...rest } = parts;
  return { model, macaddr: macaddr ?? "", ...rest };
}

/** Writes what `interfaceOf` reads. Without a MAC address PVE makes one. */
export function interfaceLine({ model = "virtio", macaddr, ...rest }: Parts): string {
  return [
    macaddr === undefined ? model : `${model}=${macaddr}`,
    ...Object.entries(rest).map(([name, value]) => `${name}=${value}`),
  ].join(",");
}
