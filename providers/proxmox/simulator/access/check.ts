import type { Check, Method } from "../../api/specification/specification.js";
import { ApiFailure } from "../failure.js";
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
  if (refusal !== undefined)
    throw new ApiFailure(403, `Permission check failed${refusal === "" ? "" : ` (${refusal})`}`);
}

/** Refuses with 403 where the asking user lacks one of the privileges at a path. */
export function requirePrivileges(
  asking: Pick<Asking, "world" | "user">,
  path: string,
  privileges: readonly string[],
): void {
  if (asking.user === "root@pam") return;
  const refusal = lacking(asking, path, { privileges, any: false });
  if (refusal !== undefined) throw new ApiFailure(403, `Permission check failed (${refusal})`);
}

/** Why a check fails, or an empty text where PVE does not say; undefined if it does not fail. */
function refusalOf(check: Check, asking: Asking): string | undefined {
  const [operator, ...rest] = check;
  switch (operator) {
    case "and":
      return (rest as Check[])
        .map((each) => refusalOf(each, asking))
        .find((refusal) => refusal !== undefined);
    case "or": {
      const refusals = (rest as Check[]).map((each) => refusalOf(each, asking));
      if (refusals.includes(undefined)) return undefined;
      // Alternatives fail without a reason, but for a realm's users, which PVE names at once.
      return refusals.find((refusal) => refusal?.startsWith("/access/realm/")) ?? "";
    }
    case "perm": {
      const [template, privileges, ...options] = rest as [string, string[], ...unknown[]];
      const needed = options.indexOf("require_param");
      if (needed >= 0 && !(String(options[needed + 1]) in asking.parameters)) return undefined;
      return lacking(asking, fill(template, asking), { privileges, any: options.includes("any") });
    }
    case "perm-modify":
      return mayModifyAcl(asking, fill(String(rest[0]), asking));
    case "userid-param":
      if (rest[0] === "self") return asking.parameters["userid"] === asking.user ? undefined : "";
      return lacking(asking, `/access/realm/${realmOf(asking)}`, {
        privileges: [String(rest[0])],
        any: false,
      });
    case "userid-group":
      return userGroupRefusal(asking, rest as [string[], ...unknown[]]);
    default:
      return "";
  }
}

/** Who may care for all groups, or for one that the user is in or shall be in. */
function userGroupRefusal(
  asking: Asking,
  [privileges, ...options]: [string[], ...unknown[]],
): string | undefined {
  const { world, parameters } = asking;
  const wanted = { privileges, any: true };
  if (lacking(asking, "/access/groups", wanted) === undefined) return undefined;
  const at = options.indexOf("groups_param");
  const mode = at < 0 ? undefined : String(options[at + 1]);
  if (mode !== undefined) {
    const groups = String(parameters["groups"] ?? "")
      .split(/[;,\s]+/)
      .filter((group) => group !== "");
    if (groups.length === 0) return `/access/groups, ${privileges.join("|")}`;
    const refused = groups.find((group) => lacking(asking, `/access/groups/${group}`, wanted) !== undefined);
    if (refused !== undefined) return `/access/groups/${refused}, ${privileges.join("|")}`;
  }
  if (mode === "create") return undefined;
  const memberships = [...(world.users.get(String(parameters["userid"]))?.groups ?? [])];
  return memberships.some((group) => lacking(asking, `/access/groups/${group}`, wanted) === undefined)
    ? undefined
    : "";
}

function lacking(
  asking: Pick<Asking, "world" | "user">,
  path: string,
  wanted: { readonly privileges: readonly string[]; readonly any: boolean },
): string | undefined {
  const { privileges, any } = wanted;
  const had = privilegesAt(asking.world, asking.user, path);
  const missing = privileges.filter((privilege) => !had.has(privilege));
  if (path !== "" && (any ? missing.length < privileges.length : missing.length === 0)) return undefined;
  return `${path}, ${any ? privileges.join("|") : (missing[0] ?? privileges[0] ?? "")}`;
}

/** ACLs may be changed with Permissions.Modify, or with the right to allocate what the path names. */
function mayModifyAcl(asking: Asking, path: string): string | undefined {
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
