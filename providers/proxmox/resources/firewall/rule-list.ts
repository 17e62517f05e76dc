import { Refusal, refuse } from "../../../../lib/diagnostic/refusal.js";
import type { Leaf } from "../../../../lib/schema/attribute.js";
import { sameMeaning } from "../../../../lib/schema/canonical.js";
import { isList, type ValueObject } from "../../../../lib/value/value.js";
import { pathText, type Path } from "../../../../lib/value/path.js";
import { ApiError } from "../../api/api-error.js";
import { told } from "../../api/told.js";
import type { Connection } from "../../connection.js";
import { edited, editsBetween, sameList, type Edit } from "./edits.js";
import { ruleAttributes } from "./rule-attributes.js";
import { sentRule, shownRule } from "./rule.js";

type Api = Connection["api"];
type Row = Readonly<Record<string, unknown>>;

export interface RuleList {
  readonly rules: readonly ValueObject[];
  /** Of the list; undefined where there is no rule. */
  readonly digest: string | undefined;
}

const names = Object.keys(ruleAttributes).filter(
  (name) => !["pos", "enabled", "security_group"].includes(name),
);

/** The rules at a path of the API: `/cluster/firewall/rules`, `/cluster/firewall/groups/web`. */
export async function readRules(api: Api, path: string): Promise<RuleList> {
  const rows = await api.ask<readonly Row[]>("GET", path);
  const digest = rows[0]?.["digest"];
  return {
    rules: rows.map((row) => shownRule(row, names)),
    digest: typeof digest === "string" ? digest : undefined,
  };
}

/** Brings the rules at a path to those that are wanted, by the fewest steps, each against the digest of the last. */
export async function bringRules(api: Api, path: string, wanted: readonly ValueObject[]): Promise<void> {
  let expected: readonly ValueObject[] | undefined;
  for (;;) {
    const { rules, digest } = await readRules(api, path);
    // Positions are only good for the list that they were counted in; the digest makes PVE refuse any other.
    if (expected !== undefined && !sameList(rules, expected, same))
      refuse("the rules were changed while they were being written", {
        path: ["rule"],
        detail: "What was written stays. Plan again.",
      });
    const [edit] = editsBetween(rules, wanted, same);
    if (edit === undefined) return;
    await send(api, path, { edit, digest });
    expected = edited(rules, edit);
  }
}

export function rulesOf({ rule }: ValueObject): readonly ValueObject[] {
  return isList(rule) ? (rule as readonly ValueObject[]) : [];
}

function same(left: ValueObject, right: ValueObject): boolean {
  return Object.entries(ruleAttributes).every(
    ([name, attribute]) =>
      name === "pos" || sameMeaning(attribute as Leaf, left[name] ?? null, right[name] ?? null),
  );
}

function send(
  api: Api,
  path: string,
  { edit, digest }: { readonly edit: Edit<ValueObject>; readonly digest: string | undefined },
): Promise<unknown> {
  switch (edit.kind) {
    case "remove":
      return api.ask("DELETE", `${path}/${edit.at}`, { digest });
    case "move":
      return api.ask("PUT", `${path}/${edit.from}`, { moveto: edit.to, digest });
    case "insert":
      return api
        .ask("POST", path, { ...sentRule(edit.rule), pos: edit.at, digest })
        .catch((thrown: unknown) => refuseAt(thrown, ["rule", edit.at]));
  }
}

/** Says which rule PVE refused: there are many, and its texts name none. */
function refuseAt(thrown: unknown, place: Path): never {
  if (!(thrown instanceof ApiError)) throw thrown;
  throw new Refusal(
    told(thrown.refused, (parameter) => [...place, ...(parameter in ruleAttributes ? [parameter] : [])]).map(
      (diagnostic) => ({ path: place, ...diagnostic, summary: `${pathText(place)}: ${diagnostic.summary}` }),
    ),
  );
}
