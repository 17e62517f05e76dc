import { refuse } from "../../../../lib/diagnostic/refusal.js";
import type { Attributes, Facts, Leaf } from "../../../../lib/schema/attribute.js";
import { sameMeaning } from "../../../../lib/schema/canonical.js";
import type { Verbs } from "../../../../lib/schema/resource.js";
import { isList, type Value, type ValueObject } from "../../../../lib/value/value.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import { callNeed } from "../../checks/call-need.js";
import type { Connection } from "../../connection.js";
import { edited, editsBetween, sameList, type Edit } from "./edits.js";
import { sentRule, shownRule } from "./rule.js";
import { scopeAttributes, scopeId, scopePath } from "./scope.js";

type Row = Readonly<Record<string, unknown>>;

/** The verbs of a scope's rules: read as one list, changed by the fewest steps, each against the digest of the last. */
export function rulesVerbs(rule: Attributes): Verbs<Connection, Attributes> {
  const names = Object.keys(rule).filter((name) => !["pos", "enabled", "security_group"].includes(name));
  const same = (left: ValueObject, right: ValueObject) =>
    Object.entries(rule).every(
      ([name, attribute]) =>
        name === "pos" || sameMeaning(attribute as Leaf, left[name] ?? null, right[name] ?? null),
    );

  const bring = async (connection: Connection, identity: ValueObject, wanted: readonly ValueObject[]) => {
    const scope = await scopePath(connection, scalarText(identity["id"]));
    if (scope === undefined)
      refuse("the guest of these rules is gone", {
        path: ["vm_id"],
        detail: `There is no ${scalarText(identity["id"])}.`,
      });
    let expected: readonly ValueObject[] | undefined;
    for (;;) {
      const list = await connection.api.ask<readonly Row[]>("GET", `${scope}/rules`);
      const present = list.map((row) => shownRule(row, names));
      // Positions are only good for the list that they were counted in; the digest makes PVE refuse any other.
      if (expected !== undefined && !sameList(present, expected, same))
        refuse("the rules were changed while they were being written", {
          path: ["rule"],
          detail: "What was written stays. Plan again.",
        });
      const [edit] = editsBetween(present, wanted, same);
      if (edit === undefined) return;
      await send(connection.api, `${scope}/rules`, {
        edit,
        digest: list[0]?.["digest"] as string | undefined,
      });
      expected = edited(present, edit);
    }
  };

  return {
    read: async (connection, identity) => {
      const id = scalarText(identity["id"]);
      const scope = await scopePath(connection, id);
      if (scope === undefined) return undefined;
      const list = await connection.api.ask<readonly Row[]>("GET", `${scope}/rules`);
      // A scope without rules is no document; whether there is one, is told by its rules.
      if (list.length === 0) return undefined;
      const digest = list[0]?.["digest"];
      const facts: Facts = typeof digest === "string" ? { digest } : {};
      return {
        attributes: {
          ...scopeAttributes(id),
          id,
          rule: list.map((row) => shownRule(row, names)),
        },
        facts,
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
    update: (work, { identity, planned }) =>
      bring(work.connection, identity, rulesOf(planned as ValueObject)),
    delete: (work, { identity }) => bring(work.connection, identity, []),
    needs: async (connection, change) => {
      const id = change.action === "create" ? scopeId(change.planned) : (change.prior["id"] as Value);
      const scope = typeof id === "string" ? await scopePath(connection, id) : undefined;
      return scope === undefined
        ? []
        : [callNeed({ verb: "POST", path: `${scope}/rules` }, "its rules change")];
    },
  };
}

function rulesOf({ rule }: ValueObject): readonly ValueObject[] {
  return isList(rule) ? (rule as readonly ValueObject[]) : [];
}

function send(
  api: Connection["api"],
  path: string,
  { edit, digest }: { readonly edit: Edit<ValueObject>; readonly digest: string | undefined },
): Promise<unknown> {
  switch (edit.kind) {
    case "remove":
      return api.ask("DELETE", `${path}/${edit.at}`, { digest });
    case "move":
      return api.ask("PUT", `${path}/${edit.from}`, { moveto: edit.to, digest });
    case "insert":
      return api.ask("POST", path, { ...sentRule(edit.rule), pos: edit.at, digest });
  }
}
