import type { Method, Specification } from "../api/specification/specification.js";

/** Under which name each index lists what is below it; `name` if it is not here. */
const linkNames: readonly (readonly [RegExp, string])[] = [
  [/^$|^\/(?:access|access\/openid)$|^\/cluster\/(?:backup-info|jobs|sdn\/fabrics)$/, "subdir"],
  [/^\/cluster\/(?:ha|sdn|sdn\/route-maps)$|^\/nodes\/\{node\}\/apt$/, "id"],
  [/^\/nodes\/\{node\}\/hardware$/, "type"],
  [/^\/nodes\/\{node\}\/scan$|\/hardware\/pci\/\{[^}]*\}$/, "method"],
  [/\/(?:lxc|qemu)\/\{vmid\}(?:\/status)?$/, "subdir"],
  [/^\/nodes\/\{node\}\/(?:sdn\/(?:fabrics|vnets|zones)|services|storage)\/\{[^}]*\}$/, "subdir"],
  [/\/snapshot\/\{snapname\}$/, "cmd"],
];

/** Children that PVE serves but does not list. */
const unlisted: readonly (readonly [RegExp, ReadonlySet<string>])[] = [
  [/^\/nodes\/\{node\}$/, new Set(["execute", "vncwebsocket"])],
  [/^\/nodes\/\{node\}\/scan$/, new Set(["lvmthin"])],
  [/^\/cluster\/metrics$/, new Set(["export"])],
  [/^\/cluster\/sdn$/, new Set(["dry-run", "lock", "prefix-lists", "rollback", "route-maps"])],
  [
    /\/qemu\/\{vmid\}$/,
    new Set([
      "clone",
      "dbus-vmstate",
      "feature",
      "move_disk",
      "mtunnelwebsocket",
      "template",
      "vncwebsocket",
    ]),
  ],
  [
    /\/lxc\/\{vmid\}$/,
    new Set(["feature", "move_volume", "mtunnel", "mtunnelwebsocket", "remote_migrate", "template"]),
  ],
  [/\/\{vmid\}\/firewall$/, new Set(["log"])],
  [/\/qemu\/\{vmid\}\/status$/, new Set(["resume"])],
  [/\/lxc\/\{vmid\}\/status$/, new Set(["resume", "suspend"])],
];

/** Children that PVE lists but does not serve. */
const listedOnly: readonly (readonly [RegExp, string])[] = [
  [/\/qemu\/\{vmid\}$/, "move"],
  [/\/lxc\/\{vmid\}\/status$/, "migrate"],
];

const known = new WeakMap<Specification, Map<string, readonly unknown[] | undefined>>();

/** What a GET that only lists its children answers; undefined for every other method. */
export function indexOf(
  described: Specification,
  { method, path, returns, parameters = {} }: Method,
): readonly unknown[] | undefined {
  if (method !== "GET" || returns.type !== "array") return undefined;
  // An index takes nothing but what its path names.
  if (Object.keys(parameters).some((name) => !path.includes(`{${name}}`))) return undefined;
  const indexes = known.get(described) ?? new Map<string, readonly unknown[] | undefined>();
  known.set(described, indexes);
  if (!indexes.has(path)) indexes.set(path, children(described, path));
  return indexes.get(path);
}

function children({ methods }: Specification, path: string): readonly unknown[] | undefined {
  const base = path === "/" ? "" : path;
  const below = methods
    .filter((method) => method.path.startsWith(`${base}/`))
    .map((method) => method.path.slice(base.length + 1).split("/")[0] as string);
  const names = [...new Set(below)].filter((name) => name !== "" && !name.startsWith("{"));
  if (names.length === 0) return undefined;
  const hidden = unlisted.find(([pattern]) => pattern.test(base))?.[1];
  const more = listedOnly.filter(([pattern]) => pattern.test(base)).map(([, name]) => name);
  const shown = [...names.filter((name) => hidden?.has(name) !== true), ...more];
  const link = linkNames.find(([pattern]) => pattern.test(base))?.[1] ?? "name";
  return shown.map((name) => ({ [link]: name }));
}
