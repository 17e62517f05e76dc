import type { Check, Method } from "../../api/specification/specification.js";
import { ApiFailure, fail } from "../failure.js";
import type { World } from "../world.js";
import { privilegesAt } from "./permissions.js";

/** Who asks, with what. */
export interface Asking {
  readonly world: World;
  readonly user: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

/** Refuses with 403 what a method's permission expression does not allow. */
export function checkPermission(method: Method, asking: Asking & { readonly path: string }): void {
  const { permissions, refusesTokens } = method;
  if (refusesTokens === true && asking.user.includes("!"))
    throw new ApiFailure(
      403,
      `Permission check failed (URI '${asking.path}' not available with API token, need proper ticket.\n)`,
    );
  if (asking.user === "root@pam" || permissions?.user !== undefined) return;
  if (permissions?.check === undefined)
    throw new ApiFailure(403, "Permission check failed (user != root@pam)");
  const refusal = refusalOf(permissions.check, asking);
  if (refusal === undefined) return;
  if (refusal.missing !== undefined) fail(`no such user ('${refusal.missing}')`);
  throw new ApiFailure(403, `Permission check failed${refusal.says === "" ? "" : ` (${refusal.says})`}`);
}

/** Refuses with 403 where the asking user lacks one of the privileges at a path. */
export function requirePrivileges(
  asking: Pick<Asking, "world" | "user">,
  path: string,
  privileges: readonly string[],
): void {
  if (asking.user === "root@pam") return;
  const refusal = lacking(asking, path, { privileges, any: false });
  if (refusal !== undefined) throw new ApiFailure(403, `Permission check failed (${refusal.says})`);
}

/** Why a check fails. */
interface Refusal {
  /** What is lacking where, or an empty text where PVE does not say. */
  readonly says: string;
  /** Who does not exist, where that is why. */
  readonly missing?: string;
  /** Whether no alternative counts any more: PVE refuses where it stands. */
  readonly isFinal?: true;
}

/** Undefined if the check does not fail. */
function refusalOf(check: Check, asking: Asking): Refusal | undefined {
  const [operator, ...rest] = check;
  switch (operator) {
    case "and":
      return final(firstRefusal(rest as Check[], asking));
    case "or":
      return alternatives(rest as Check[], asking);
    case "perm": {
      const [template, privileges, ...options] = rest as [string, string[], ...unknown[]];
      const needed = options.indexOf("require_param");
      if (needed >= 0 && !(String(options[needed + 1]) in asking.parameters)) return undefined;
      return lacking(asking, fill(template, asking), { privileges, any: options.includes("any") });
    }
    case "perm-modify":
      return mayModifyAcl(asking, fill(String(rest[0]), asking));
    case "userid-param":
      return rest[0] === "self" ? notSelf(asking) : realmRefusal(asking, String(rest[0]));
    case "userid-group":
      return userGroupRefusal(asking, rest as [string[], ...unknown[]]);
    default:
      return { says: "" };
  }
}

function firstRefusal(checks: readonly Check[], asking: Asking): Refusal | undefined {
  for (const check of checks) {
    const refusal = refusalOf(check, asking);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** The first that holds; a final refusal is heard before those behind it are asked. */
function alternatives(checks: readonly Check[], asking: Asking): Refusal | undefined {
  for (const check of checks) {
    const refusal = refusalOf(check, asking);
    if (refusal === undefined || refusal.isFinal === true) return refusal;
  }
  return { says: "" };
}

function final(refusal: Refusal | undefined): Refusal | undefined {
  return refusal && { ...refusal, isFinal: true };
}

function notSelf({ world, user, parameters }: Asking): Refusal | undefined {
  const id = String(parameters["userid"]);
  if (!world.users.has(id)) return { says: "", missing: id };
  return id === user ? undefined : { says: "" };
}

function realmRefusal(asking: Asking, privilege: string): Refusal | undefined {
  return lacking(asking, `/access/realm/${realmOf(asking)}`, { privileges: [privilege], any: false });
}

/** Who may care for all groups, or for one that the user is in or shall be in. */
function userGroupRefusal(
  asking: Asking,
  [privileges, ...options]: [string[], ...unknown[]],
): Refusal | undefined {
  const { world, parameters } = asking;
  const at = options.indexOf("groups_param");
  const mode = at < 0 ? undefined : String(options[at + 1]);
  const id = String(parameters["userid"]);
  if (mode !== "create" && !world.users.has(id)) return { says: "", missing: id };
  const wanted = { privileges, any: true };
  if (lacking(asking, "/access/groups", wanted) === undefined) return undefined;
  const refused = mode === undefined ? undefined : refusedGroup(asking, wanted);
  if (refused !== undefined) return final({ says: `${refused}, ${privileges.join("|")}` });
  if (mode === "create") return undefined;
  const memberships = [...(world.users.get(id)?.groups ?? [])];
  return memberships.some((group) => lacking(asking, `/access/groups/${group}`, wanted) === undefined)
    ? undefined
    : { says: "" };
}

/** The first path of a group for which the user may not be put into it; all groups, if none is said. */
function refusedGroup(asking: Asking, wanted: Wanted): string | undefined {
  const groups = String(asking.parameters["groups"] ?? "")
    .split(/[;,\s]+/)
    .filter((group) => group !== "");
  if (groups.length === 0) return "/access/groups";
  return groups
    .map((group) => `/access/groups/${group}`)
    .find((path) => lacking(asking, path, wanted) !== undefined);
}

interface Wanted {
  readonly privileges: readonly string[];
  readonly any: boolean;
}

function lacking(
  asking: Pick<Asking, "world" | "user">,
  path: string,
  { privileges, any }: Wanted,
): Refusal | undefined {
  const had = privilegesAt(asking.world, asking.user, path);
  const missing = privileges.filter((privilege) => !had.has(privilege));
  if (path !== "" && (any ? missing.length < privileges.length : missing.length === 0)) return undefined;
  return { says: `${path}, ${any ? privileges.join("|") : (missing[0] ?? privileges[0] ?? "")}` };
}

/** ACLs may be changed with Permissions.Modify, or with the right to allocate what the path names. */
function mayModifyAcl(asking: Asking, path: string): Refusal | undefined {
  const own = path.startsWith("/storage/")
    ? ["Datastore.Allocate"]
    : path.startsWith("/vms/")
      ? ["VM.Allocate"]
      : path.startsWith("/pool/")
        ? ["Pool.Allocate"]
        : [];
  return lacking(asking, path, { privileges: ["Permissions.Modify", ...own], any: true });
}

/** A path that can't be one is no path: nobody has anything there. */
function fill(template: string, { parameters }: Asking): string {
  const path = template.replace(/\{([^}]+)\}/g, (_, name: string) => String(parameters[name] ?? ""));
  const plain = path.replace(/\/{2,}/g, "/").replace(/(.)\/$/, "$1");
  return /^\/(?:[A-Za-z0-9.\-_@]+(?:\/[A-Za-z0-9.\-_@]+)*)?$/.test(plain) ? plain : "";
}

function realmOf({ parameters }: Asking): string {
  return (
    String(parameters["userid"] ?? "")
      .split("@")
      .at(-1) ?? ""
  );
}
