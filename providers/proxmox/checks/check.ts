import type { Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import type { Checks, PlacedNeed } from "../../../lib/schema/need.js";
import type { Connection } from "../connection.js";
import { checkCalls } from "./check-calls.js";
import { checkInterfaces } from "./check-interfaces.js";
import { checkSsh } from "./check-ssh.js";
import { checkStorages } from "./check-storages.js";
import { grouped } from "../../../lib/value/grouped.js";

type Checker = (
  connection: Connection,
  needs: readonly PlacedNeed[],
  among: readonly PlacedNeed[] | undefined,
) => Promise<Checks>;

/** How needs of each kind are checked, all of a kind at once. */
const checkers: Readonly<Record<string, Checker>> = {
  call: checkCalls,
  interface: checkInterfaces,
  ssh: checkSsh,
  storage: checkStorages,
};

/**
 * Finds out whether what changes need holds; `among` is what all changes of a plan need, where that is known. Where the
 * provider is told to skip checks, what fails only warns.
 */
export async function check(
  connection: Connection,
  needs: readonly PlacedNeed[],
  among?: readonly PlacedNeed[],
): Promise<Checks> {
  const kinds = grouped(needs, ({ kind }) => kind);
  const checked = await Promise.all(
    [...kinds].map(([kind, ofKind]) => {
      const checker = checkers[kind];
      if (checker === undefined) throw new Error(`nobody checks needs of the kind ${kind}`);
      return checker(connection, ofKind, among);
    }),
  );
  return {
    held: checked.flatMap(({ held }) => held),
    diagnostics: checked
      .flatMap(({ diagnostics }) => diagnostics)
      .map((diagnostic) =>
        connection.checks === "warnings" ? asWarning(diagnostic) : withWayOut(diagnostic),
      ),
  };
}

function asWarning(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, severity: "warning" };
}

/** A check must not have the last word: the server has. */
function withWayOut(diagnostic: Diagnostic): Diagnostic {
  if (diagnostic.severity === "warning") return diagnostic;
  const wayOut =
    "Nothing was written. To go on all the same: `skip_checks = true`, or PROXMOX_VE_SKIP_CHECKS=1.";
  return {
    ...diagnostic,
    detail: diagnostic.detail === undefined ? wayOut : `${diagnostic.detail}\n${wayOut}`,
  };
}
