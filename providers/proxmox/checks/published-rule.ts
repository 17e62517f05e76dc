import { olderRules, rules, type Rule } from "../api/specification/call-rules.js";

/** What Proxmox VE publishes about a call: its rule, and the parameters that stand in its path. */
export interface Published {
  readonly rule: Rule;
  readonly inPath: Readonly<Record<string, string>>;
}

interface Known {
  readonly verb: string;
  readonly steps: readonly string[];
  readonly rule: Rule;
}

const known: { now?: readonly Known[]; older?: readonly Known[] } = {};

/** The rule for a call whose path is filled in. Undefined for a call that is not described. */
export function publishedRule(verb: string, path: string, version: string): Published | undefined {
  const isOld = Number(version.split(".")[0]) < 9;
  known.now ??= listed(rules);
  known.older ??= listed(olderRules);
  const steps = path.split("/");
  for (const each of isOld ? [...known.older, ...known.now] : known.now) {
    const inPath = each.verb === verb ? fitting(each.steps, steps) : undefined;
    if (inPath !== undefined) return { rule: each.rule, inPath };
  }
  return undefined;
}

/** Calls with fewer named parts first: `/cluster/sdn/vnets` is no zone of that name. */
function listed(table: typeof rules): readonly Known[] {
  return table
    .flatMap(([rule, calls]) =>
      calls.map((call): Known => {
        const [verb = "", path = ""] = call.split(" ");
        return { verb, steps: path.split("/"), rule };
      }),
    )
    .sort((one, other) => namedIn(one) - namedIn(other));
}

function namedIn({ steps }: Known): number {
  return steps.filter((step) => step.startsWith("{")).length;
}

function fitting(
  template: readonly string[],
  steps: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (template.length !== steps.length) return undefined;
  const found: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const step = steps[index] ?? "";
    if (part.startsWith("{")) found[part.slice(1, -1)] = decodeURIComponent(step);
    else if (part !== step) return undefined;
  }
  return found;
}
