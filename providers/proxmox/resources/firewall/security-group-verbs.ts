import type { Attributes } from "../../../../lib/schema/attribute.js";
import type { Verbs } from "../../../../lib/schema/resource.js";
import { containsUnknown, type Value, type ValueObject } from "../../../../lib/value/value.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import { means } from "../../api/meanings.js";
import { path } from "../../api/path.js";
import { callNeed } from "../../checks/call-need.js";
import type { Connection } from "../../connection.js";
import { bringRules, readRules, rulesOf } from "./rule-list.js";

const groups = "/cluster/firewall/groups";

const pathOf = (name: Value | undefined) => path`/cluster/firewall/groups/${scalarText(name)}`;

/** The verbs of a security group: a name and a comment in a list, the rules in one of their own. */
export const securityGroupVerbs: Verbs<Connection, Attributes> = {
  read: async ({ api }, { name = null }) => {
    const list = await api.ask<readonly { readonly group: string; readonly comment?: string }[]>(
      "GET",
      groups,
    );
    const found = list.find(({ group }) => group === name);
    if (found === undefined) return undefined;
    const { rules } = await readRules(api, pathOf(name));
    return { attributes: { id: name, name, comment: found.comment ?? null, rule: rules } };
  },
  create: async ({ connection: { api }, intend }, { planned }) => {
    const { name = null, comment } = planned as ValueObject;
    await intend({ name });
    await api.ask("POST", groups, {
      group: scalarText(name),
      ...(comment === null ? {} : { comment: scalarText(comment) }),
    });
    await bringRules(api, pathOf(name), rulesOf(planned as ValueObject));
    return { name };
  },
  update: async ({ connection: { api } }, { identity: { name }, planned, changes }) => {
    const { comment } = planned as ValueObject;
    // To rename a group to its own name is how Proxmox VE takes another comment.
    if (changes.some((change) => change.path[0] === "comment"))
      await api.ask("POST", groups, {
        group: scalarText(name),
        rename: scalarText(name),
        comment: scalarText(comment),
      });
    await bringRules(api, pathOf(name), rulesOf(planned as ValueObject));
  },
  delete: async ({ connection: { api } }, { identity: { name } }) => {
    try {
      await bringRules(api, pathOf(name), []);
      await api.ask("DELETE", pathOf(name));
    } catch (thrown) {
      if (!means(thrown, "missing")) throw thrown;
    }
  },
  needs: async (_connection, change) => {
    const { name = null } = change.action === "create" ? change.planned : change.prior;
    return containsUnknown(name as Value)
      ? []
      : [callNeed({ verb: "POST", path: groups }, `the plan is to ${change.action} it`)];
  },
};
