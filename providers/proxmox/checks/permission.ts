import type { Rule } from "../api/specification/call-rules.js";

/** Who asks, and what is known of the call. */
export interface Asking {
  readonly login: string;
  /** What is not in it is not known yet, or not sent. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What this login may at a path, as Proxmox VE itself says; inheritance, pools and tokens included. */
  privilegesAt(path: string): Promise<ReadonlySet<string>>;
}

/** What a rule comes to. `held` and `missing` name what was looked at: `VM.Allocate on /vms/100`. */
export type Verdict =
  | { readonly kind: "held"; readonly what: readonly string[] }
  | { readonly kind: "missing"; readonly what: readonly string[] }
  /** It can't be told from outside. */
  | { readonly kind: "open" };

/** Works out whether a login may do something, by a permission rule of Proxmox VE. */
export async function judge(rule: Rule, asking: Asking): Promise<Verdict> {
  const [operator, ...rest] = rule;
  switch (operator) {
    case "root":
      return asking.login === "root@pam"
        ? { kind: "held", what: [] }
        : { kind: "missing", what: ["being root@pam itself"] };
    case "ticket":
      return asking.login.includes("!")
        ? { kind: "missing", what: ["a login with a password: API tokens are refused here"] }
        : { kind: "held", what: [] };
    case "and":
      return allOf(await Promise.all((rest as Rule[]).map((each) => judge(each, asking))));
    case "or":
      return anyOf(await Promise.all((rest as Rule[]).map((each) => judge(each, asking))));
    case "perm":
      return byPrivileges(rest as unknown as Privileges, asking);
    case "perm-modify":
      return byPrivileges([String(rest[0]), modifying(filled(String(rest[0]), asking)), "any", 1], asking);
    case "userid-param":
      return rest[0] === "self"
        ? asking.parameters["userid"] === asking.login
          ? { kind: "held", what: [] }
          : { kind: "missing", what: [`being ${String(asking.parameters["userid"])}`] }
        : byPrivileges([`/access/realm/${realmOf(asking)}`, [String(rest[0])]], asking);
    case "userid-group": {
      // Whoever cares for all groups may; who cares for some only is told by memberships that can't be seen here.
      const overAll = await byPrivileges(["/access/groups", rest[0] as string[], "any", 1], asking);
      return overAll.kind === "held" ? overAll : { kind: "open" };
    }
    default:
      return { kind: "open" };
  }
}

type Privileges = readonly [path: string, privileges: readonly string[], ...options: readonly unknown[]];

async function byPrivileges(
  [template, privileges, ...options]: Privileges,
  asking: Asking,
): Promise<Verdict> {
  const needed = options.indexOf("require_param");
  if (needed >= 0 && asking.parameters[String(options[needed + 1])] === undefined)
    return { kind: "missing", what: [] };
  const path = filled(template, asking);
  const had = await asking.privilegesAt(path);
  const isAny = options.includes("any");
  const found = privileges.filter((privilege) => had.has(privilege));
  const on = (names: readonly string[]) => names.map((name) => `${name} on ${path}`);
  if (isAny)
    return found.length > 0
      ? { kind: "held", what: on(found.slice(0, 1)) }
      : { kind: "missing", what: [`${[...new Set(privileges)].join(" or ")} on ${path}`] };
  return found.length === privileges.length
    ? { kind: "held", what: on(privileges) }
    : { kind: "missing", what: on(privileges.filter((privilege) => !had.has(privilege))) };
}

function allOf(verdicts: readonly Verdict[]): Verdict {
  const missing = verdicts.filter(({ kind }) => kind === "missing");
  if (missing.length > 0) return { kind: "missing", what: missing.flatMap(whatOf) };
  if (verdicts.some(({ kind }) => kind === "open")) return { kind: "open" };
  return { kind: "held", what: verdicts.flatMap(whatOf) };
}

function anyOf(verdicts: readonly Verdict[]): Verdict {
  const decided =
    verdicts.find(({ kind }) => kind === "held") ?? verdicts.find(({ kind }) => kind === "open");
  return decided ?? { kind: "missing", what: [verdicts.flatMap(whatOf).join(" or ")] };
}

function whatOf(verdict: Verdict): readonly string[] {
  return verdict.kind === "open" ? [] : verdict.what;
}

/** A path with its named parts. Where one is not known yet, what is granted above it counts: it reaches down. */
function filled(template: string, { parameters }: Asking): string {
  const steps: string[] = [];
  for (const step of template.split("/")) {
    let isKnown = true;
    const text = step.replace(/\{([^}]+)\}/g, (_, name: string) => {
      const value = parameters[name];
      if (typeof value !== "string" && typeof value !== "number") isKnown = false;
      return String(value);
    });
    if (!isKnown) break;
    steps.push(text);
  }
  // Only an ACL's own path comes with a slash.
  return (
    steps
      .join("/")
      .replace(/\/{2,}/g, "/")
      .replace(/(.)\/$/, "$1") || "/"
  );
}

/** Whoever may allocate what a path names may also say who else does what there. */
function modifying(path: string): readonly string[] {
  const own = path.startsWith("/storage/")
    ? ["Datastore.Allocate"]
    : path.startsWith("/vms/")
      ? ["VM.Allocate"]
      : path.startsWith("/pool/")
        ? ["Pool.Allocate"]
        : [];
  return ["Permissions.Modify", ...own];
}

function realmOf({ parameters: { userid } }: Asking): string {
  return typeof userid === "string" ? (userid.split("@").at(-1) ?? "") : "";
}
