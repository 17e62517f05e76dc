import { privilegesAt } from "../access/permissions.js";
import { listOf, textOf, type Call, type Routes } from "../call.js";
import { parseProperties } from "../verify/property-string.js";
import { specification } from "../../api/specification/specification.js";
import type { World } from "../world.js";

/** The options that PVE answers as objects; other property strings stay texts. */
const structured = new Set([
  "crs",
  "ha",
  "migration",
  "next-id",
  "notify",
  "tag-style",
  "u2f",
  "user-tag-access",
  "webauthn",
]);

/** What anybody may know. */
const open = new Set(["console", "tag-style"]);

const parameters =
  specification().methods.find(({ method, path }) => method === "PUT" && path === "/cluster/options")
    ?.parameters ?? {};

export const optionRoutes: Routes = {
  "GET /cluster/options": (call) => {
    const { world, user } = call;
    const isAuditor = privilegesAt(world, user, "/").has("Sys.Audit");
    const defaults: readonly [string, unknown][] = isAuditor
      ? [
          ["mac_prefix", "BC:24:11"],
          ["description", ""],
        ]
      : [];
    return Object.fromEntries([
      ...defaults,
      ...[...world.options]
        .filter(([key]) => isAuditor || open.has(key))
        .map(([key, value]): [string, unknown] => [key, shown(key, value)]),
      ["allowed-tags", allowedTags(call)],
    ]);
  },
  "PUT /cluster/options": (call) => {
    const { options } = call.world;
    for (const key of listOf(call, "delete")) options.delete(key);
    for (const key of Object.keys(call.parameters)) {
      if (key === "delete") continue;
      const value = textOf(call, key) as string;
      if (key === "migration_unsecure")
        options.set("migration", `type=${value === "1" ? "insecure" : "secure"}`);
      else options.set(key, stored(key, value));
    }
    return null;
  },
};

function stored(key: string, value: string): string {
  if (key === "console" && value === "applet") return "html5";
  return key === "description" && value !== "" && !value.endsWith("\n") ? `${value}\n` : value;
}

function shown(key: string, value: string): unknown {
  if (key === "registered-tags") return tagsOf(value);
  const format = parameters[key]?.format;
  if (!structured.has(key) || typeof format !== "object") return value;
  const { values } = parseProperties(format, value);
  return Object.fromEntries(
    Object.entries(values).map(([name, text]) => [
      name,
      // Numbers stay texts, only what is true or false is a number.
      format[name]?.type === "boolean"
        ? Number(/^(?:1|on|yes|true)$/i.test(text))
        : name === "user-allow-list"
          ? tagsOf(text)
          : text,
    ]),
  );
}

function tagsOf(text: string): readonly string[] {
  return text.split(/[;,\s]+/).filter((tag) => tag !== "");
}

/** The tags that the asking user may give to a guest. */
function allowedTags({ world, user }: Call): readonly string[] {
  const rules = world.options.get("user-tag-access") ?? "";
  const mode = /user-allow=([a-z]+)/.exec(rules)?.[1] ?? "free";
  const listed = tagsOf(/user-allow-list=([^,]*)/.exec(rules)?.[1] ?? "");
  const isPrivileged = privilegesAt(world, user, "/").has("Sys.Modify");
  return [
    ...new Set([
      ...(mode === "none" ? [] : listed),
      ...(isPrivileged ? tagsOf(world.options.get("registered-tags") ?? "") : []),
    ]),
  ].sort();
}

/** The range that `nextid` chooses from. */
export function nextIdRange({ options }: World): readonly [number, number] {
  const text = options.get("next-id") ?? "";
  const lower = /lower=(\d+)/.exec(text)?.[1] ?? "100";
  const upper = /upper=(\d+)/.exec(text)?.[1] ?? "1000000";
  return [Number(lower), Number(upper)];
}
