import { refuse } from "../../../../lib/diagnostic/refusal.js";
import type { Attributes } from "../../../../lib/schema/attribute.js";
import type { Verbs } from "../../../../lib/schema/resource.js";
import type { Value, ValueObject } from "../../../../lib/value/value.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import { callNeed } from "../../checks/call-need.js";
import type { Connection } from "../../connection.js";
import { bringRules, readRules, rulesOf } from "./rule-list.js";
import { scopeAttributes, scopeId, scopePath } from "./scope.js";

/** The verbs of a scope's rules, which are one list. */
export const rulesVerbs: Verbs<Connection, Attributes> = {
  read: async (connection, identity) => {
    const id = scalarText(identity["id"]);
    const scope = await scopePath(connection, id);
    if (scope === undefined) return undefined;
    const { rules, digest } = await readRules(connection.api, `${scope}/rules`);
    // A scope without rules is no document; whether there is one, is told by its rules.
    if (rules.length === 0) return undefined;
    return {
      attributes: { ...scopeAttributes(id), id, rule: rules },
      ...(digest === undefined ? {} : { facts: { digest } }),
    };
  },
  create: async (work, { planned }) => {
    const identity = { id: scopeId(planned as ValueObject) };
    const wanted = rulesOf(planned as ValueObject);
    if (wanted.length === 0)
      refuse("there are no rules", {
        path: ["rule"],
        detail: "Write at least one rule, or remove the resource: a scope without rules needs none.",
      });
    await work.intend(identity);
    await bring(work.connection, identity, wanted);
    return identity;
  },
  update: (work, { identity, planned }) => bring(work.connection, identity, rulesOf(planned as ValueObject)),
  delete: (work, { identity }) => bring(work.connection, identity, []),
  needs: async (connection, change) => {
    const id = change.action === "create" ? scopeId(change.planned) : (change.prior["id"] as Value);
    const scope = typeof id === "string" ? await scopePath(connection, id) : undefined;
    return scope === undefined
      ? []
      : [callNeed({ verb: "POST", path: `${scope}/rules` }, "its rules change")];
  },
};

async function bring(
  connection: Connection,
  { id }: ValueObject,
  wanted: readonly ValueObject[],
): Promise<void> {
  const scope = await scopePath(connection, scalarText(id));
  if (scope === undefined)
    refuse("the guest of these rules is gone", {
      path: ["vm_id"],
      detail: `There is no ${scalarText(id)}.`,
    });
  await bringRules(connection.api, `${scope}/rules`, wanted);
}
