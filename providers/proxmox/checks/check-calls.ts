import { error, warning, type Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import type { Checks, PlacedNeed } from "../../../lib/schema/need.js";
import type { Connection } from "../connection.js";
import { callOf } from "./call-need.js";
import { grouped } from "../../../lib/value/grouped.js";
import { namesOf } from "./names-of.js";
import { placeOf } from "./place-of.js";
import { judge, type Verdict } from "./permission.js";
import type { Privileges } from "./privileges.js";
import { publishedRule } from "./published-rule.js";

/** Holds the calls of a plan against Proxmox VE's own rules. That is worked out, not tried: the server decides. */
export async function checkCalls(connection: Connection, needs: readonly PlacedNeed[]): Promise<Checks> {
  const { login } = connection;
  // To root nothing is refused.
  if (login === "root@pam") return { held: ["permissions (root@pam has them all)"], diagnostics: [] };
  const { privileges } = connection;
  const { version } = await connection.once("/version");
  const judged = await Promise.all(
    needs.map(async (need) => ({ need, verdict: await verdictOf(need, { login, version, privileges }) })),
  );
  const held = new Set(judged.flatMap(({ verdict }) => (verdict.kind === "held" ? verdict.what : [])));
  const lacking = judged.flatMap(({ need, verdict }) =>
    verdict.kind === "missing" ? verdict.what.map((what) => ({ need, what })) : [],
  );
  return {
    held:
      held.size === 0 || lacking.length > 0
        ? []
        : [
            `permissions (${login} has ${held.size === 1 ? "the one" : `all ${held.size}`} that this plan needs)`,
          ],
    diagnostics: [...grouped(lacking, ({ what }) => what)].map(([what, those]) =>
      missing(
        what,
        login,
        those.map(({ need }) => need),
      ),
    ),
  };
}

interface Around {
  readonly login: string;
  readonly version: string;
  readonly privileges: Privileges;
}

/** What is not held is asked once more: it may have been granted since it was asked. */
async function verdictOf(need: PlacedNeed, { login, version, privileges }: Around): Promise<Verdict> {
  const { verb, path, parameters, rule } = callOf(need);
  const published = publishedRule(verb, path, version);
  const whole = rule ?? published?.rule ?? ["and"];
  const asking = { login, parameters: { ...published?.inPath, ...parameters } };
  try {
    const verdict = await judge(whole, { ...asking, privilegesAt: (at) => privileges.known(at) });
    return verdict.kind === "missing"
      ? await judge(whole, { ...asking, privilegesAt: (at) => privileges.fresh(at) })
      : verdict;
  } catch {
    // Who can't even ask is told by the call itself.
    return { kind: "open" };
  }
}

function missing(what: string, login: string, needs: readonly PlacedNeed[]): Diagnostic {
  const calls = [...new Set(needs.map((need) => `${callOf(need).verb} ${callOf(need).path}`))];
  const isMaybe = needs.every(({ unmet }) => unmet !== "certainly");
  const isPrivilege = /^[A-Z]\w+\./.test(what);
  return (isMaybe ? warning : error)(
    isPrivilege ? `missing privilege ${what}` : `not permitted: it takes ${what}`,
    {
      ...placeOf(needs),
      detail: [
        `Proxmox VE's own rules for ${listed(calls)} ask for it, because ${[...new Set(needs.map(({ because }) => because))].join(", ")}${namesOf(needs)}.`,
        isMaybe
          ? "If the code grants it, let that come before; else grant a role that has it."
          : isPrivilege
            ? `Grant ${login} a role that has it.`
            : `The login is ${login}.`,
      ].join("\n"),
    },
  );
}

function listed(calls: readonly string[]): string {
  return calls.length > 3 ? `${calls.slice(0, 2).join(", ")} and ${calls.length - 2} more` : calls.join(", ");
}
