import type { Method } from "../../providers/proxmox/api/specification/specification.js";

const head = `// Generated from the description of the API by \`npm run generate\`. Do not edit.

/** A permission expression of PVE: \`["perm", "/vms/{vmid}", ["VM.Audit"], "any", 1]\`, \`["and", ...]\`. */
export type Rule = readonly [operator: string, ...rest: readonly unknown[]];
/** Rules, and the calls that each holds for. */
type Rules = readonly (readonly [rule: Rule, calls: readonly string[]])[];
`;

/** The permission rules of all calls that write, as the text of a TypeScript file: each rule once. */
export function callRules(methods: readonly Method[], older: readonly Method[]): string {
  const now = rulesOf(methods);
  const before = rulesOf(older).filter(([call, rule]) => new Map(now).get(call) !== rule);
  return [
    head,
    "/** What Proxmox VE 9 asks for. */",
    `export const rules: Rules = ${text(now)};`,
    "",
    "/** What Proxmox VE 8 asks for instead. */",
    `export const olderRules: Rules = ${text(before)};`,
    "",
  ].join("\n");
}

/** A call and its rule as JSON. */
type CallRule = readonly [call: string, rule: string];

function rulesOf(methods: readonly Method[]): readonly CallRule[] {
  return methods
    .filter(({ method }) => method !== "GET")
    .map((method) => [`${method.method} ${method.path}`, JSON.stringify(ruleOf(method))]);
}

/** PVE's own expression; in its notation too what it says elsewhere: that only root may, or no token. */
function ruleOf({ permissions, refusesTokens }: Method): readonly unknown[] {
  const rule = permissions === undefined ? ["root"] : (permissions.check ?? ["and"]);
  return refusesTokens === true ? ["and", ["ticket"], rule] : rule;
}

function text(found: readonly CallRule[]): string {
  const rules = [...new Set(found.map(([, rule]) => rule))];
  const rows = rules.map((rule) => {
    const calls = found.filter(([, other]) => other === rule).map(([call]) => JSON.stringify(call));
    return `  [${rule}, [${calls.join(", ")}]],`;
  });
  return `[\n${rows.join("\n")}\n]`;
}
