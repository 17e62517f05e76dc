import { textOf, type Routes } from "../call.js";
import { parseProperties } from "../verify/property-string.js";
import { specification } from "../../api/specification/specification.js";
import { listOf } from "../call.js";
import type { World } from "../world.js";

/** The options that PVE answers as objects, taken apart from their property strings. */
const structured = new Set([
  "bwlimit",
  "consent-text",
  "crs",
  "ha",
  "migration",
  "next-id",
  "notify",
  "replication",
  "tag-style",
  "u2f",
  "user-tag-access",
  "webauthn",
]);

const parameters =
  specification().methods.find(({ method, path }) => method === "PUT" && path === "/cluster/options")
    ?.parameters ?? {};

export const optionRoutes: Routes = {
  "GET /cluster/options": ({ world }) =>
    Object.fromEntries([...world.options].map(([key, value]) => [key, shown(key, value)])),
  "PUT /cluster/options": (call) => {
    for (const key of listOf(call, "delete")) call.world.options.delete(key);
    for (const key of Object.keys(call.parameters)) {
      if (key === "delete") continue;
      const value = textOf(call, key) as string;
      call.world.options.set(
        key,
        key === "description" && !value.endsWith("\n") && value !== "" ? `${value}\n` : value,
      );
    }
    return null;
  },
};

function shown(key: string, value: string): unknown {
  const format = parameters[key]?.format;
  if (parameters[key]?.type === "integer") return Number(value);
  if (!structured.has(key) || typeof format !== "object") return value;
  const { values } = parseProperties(format, value);
  return Object.fromEntries(
    Object.entries(values).map(([name, text]) => [
      name,
      format[name]?.type === "integer" || format[name]?.type === "number" ? Number(text) : text,
    ]),
  );
}

/** The range that `nextid` chooses from. */
export function nextIdRange({ options }: World): readonly [number, number] {
  const text = options.get("next-id") ?? "";
  const lower = /lower=(\d+)/.exec(text)?.[1] ?? "100";
  const upper = /upper=(\d+)/.exec(text)?.[1] ?? "1000000";
  return [Number(lower), Number(upper)];
}
