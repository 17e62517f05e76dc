import { textOf, type Routes } from "../call.js";
import { fail, parameterFailure } from "../failure.js";
import { clusterScope, groupScope, stale } from "./scope-of.js";
import { emptyScope, optionsDigest } from "./scope.js";

const keyOf = (name: string) => `group/${name}`;

/** Security groups: rules by a name that other rules refer to. Their own rules are below `groups/{group}`. */
export const groupRoutes: Routes = {
  "GET /cluster/firewall/groups": (call) =>
    [...call.world.firewall]
      .filter(([key]) => key.startsWith(keyOf("")))
      .map(([key, { options }]) => ({
        group: key.slice(keyOf("").length),
        ...options,
        digest: optionsDigest(clusterScope(call)),
      }))
      .sort((left, right) => (left.group < right.group ? -1 : 1)),
  "POST /cluster/firewall/groups": (call) => {
    const { firewall } = call.world;
    const name = textOf(call, "group") as string;
    const rename = textOf(call, "rename");
    const digest = textOf(call, "digest");
    if (digest !== undefined && digest !== optionsDigest(clusterScope(call))) fail(stale);
    const old = rename === undefined ? emptyScope() : firewall.get(keyOf(rename));
    if (old === undefined) throw parameterFailure({ group: `Security group '${rename}' does not exist` });
    if (firewall.has(keyOf(name)) && rename !== name)
      throw parameterFailure({
        group: `Security group '${name}' ${rename === undefined ? "already exists" : "does already exist"}`,
      });
    if (rename !== undefined) firewall.delete(keyOf(rename));
    const comment = textOf(call, "comment");
    const options = { ...old.options, ...(comment === undefined ? {} : { comment }) };
    // The file is read in small letters.
    firewall.set(keyOf(name.toLowerCase()), { ...old, options });
    return null;
  },
  "DELETE /cluster/firewall/groups/{group}": (call) => {
    const name = textOf(call, "group") as string;
    if (groupScope(call).rules.length > 0) fail(`Security group '${name}' is not empty`);
    call.world.firewall.delete(keyOf(name));
    return null;
  },
};
