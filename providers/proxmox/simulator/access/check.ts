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
export function checkPermission(method: Method, asking: Asking): void {
  const { permissions, refusesTokens } = method;
  if (refusesTokens === true && asking.user.includes("!"))
    throw new ApiFailure(403, "Permission check failed (API tokens are not allowed)");
  if (asking.user === "root@pam" || permissions?.user !== undefined) return;
  if (permissions?.check === undefined)
    throw new ApiFailure(403, "Permission check failed (user != root@pam)");
  const refusal = refusalOf(permissions.check, asking);
  if (refusal !== undefined)
    throw new ApiFailure(403, `Permission check failed${refusal === "" ? "" : ` (${refusal})`}`);
}

/** Refuses with 403 where the asking user lacks one of the privileges at a path. */
export function requirePrivileges(
  { world, user }: Pick<Asking, "world" | "user">,
  path: string,
  privileges: readonly string[],
): void {
  const had = privilegesAt(world, user, path);
  if (user === "root@pam" || privileges.every((privilege) => had.has(privilege))) return;
  throw new ApiFailure(403, `Permission check failed (${path}, ${privileges.join(", ")})`);
}

/** Why a check fails; undefined if it does not. */
function refusalOf(check: Check, asking: Asking): string | undefined {
  const [operator, ...rest] = check;
  switch (operator) {
    case "and":
      return (rest as Check[])
        .map((each) => refusalOf(each, asking))
        .find((refusal) => refusal !== undefined);
    case "or": {
      const refusals = (rest as Check[]).map((each) => refusalOf(each, asking));
      return refusals.includes(undefined) ? undefined : refusals.at(-1);
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
      return lacking(asking, "/access/groups", { privileges: rest[0] as string[], any: false });
    default:
      return "";
  }
}

function lacking(
  asking: Asking,
  path: string,
  wanted: { readonly privileges: readonly string[]; readonly any: boolean },
): string | undefined {
  const had = privilegesAt(asking.world, asking.user, path);
  const { privileges, any } = wanted;
  const isEnough = any
    ? privileges.some((privilege) => had.has(privilege))
    : privileges.every((privilege) => had.has(privilege));
  return isEnough ? undefined : `${path}, ${privileges.join(any ? "|" : ", ")}`;
}

/** ACLs may be changed with Permissions.Modify, or with the right to allocate what the path names. */
function mayModifyAcl(asking: Asking, path: string): string | undefined {
  const own = path.startsWith("/storage")
    ? ["Datastore.Allocate"]
    : path.startsWith("/vms")
      ? ["VM.Allocate"]
      : path.startsWith("/pool")
        ? ["Pool.Allocate"]
        : [];
  return lacking(asking, path, { privileges: ["Permissions.Modify", ...own], any: true });
}

function fill(template: string, { parameters }: Asking): string {
  return template.replace(/\{([^}]+)\}/g, (_, name: string) => String(parameters[name] ?? ""));
}

function realmOf({ parameters }: Asking): string {
  return (
    String(parameters["userid"] ?? "")
      .split("@")
      .at(-1) ?? ""
  );
}
