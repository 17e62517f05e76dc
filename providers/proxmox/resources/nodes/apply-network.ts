import { warning } from "../../../../lib/diagnostic/diagnostic.js";
import { refuse } from "../../../../lib/diagnostic/refusal.js";
import type { Work } from "../../../../lib/schema/resource.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import { whyAborted } from "../../api/why-aborted.js";
import type { Connection } from "../../connection.js";
import { within } from "../../rest/time-limit.js";
import type { Turn } from "../../ssh/turns.js";
import { PortTaken } from "./port-taken.js";

type Stage = (connection: Connection) => Promise<unknown>;

/**
 * Stages a change of a node's interfaces and applies it; what can't be applied is dropped. One change after the other,
 * since a node has one file for all that waits: what somebody else left in it would be applied or dropped with ours.
 */
export function applyNetwork(around: Work<Connection>, values: ValueObject, stage: Stage): Promise<void> {
  const node = scalarText(values["node_name"]);
  return around.connection.inTurn(`network of ${node}`, (turn) =>
    behindWhoHasThePort(turn, () => applyOne(around, { ...values, node }, stage)),
  );
}

/** A port may be given up by a change that waits for its turn: that one goes first. Ends, as each tries only so often. */
async function behindWhoHasThePort(turn: Turn, attempt: () => Promise<void>, tries?: number): Promise<void> {
  try {
    return await attempt();
  } catch (thrown) {
    const left = tries ?? turn.waiting;
    if (!(thrown instanceof PortTaken) || left === 0 || turn.waiting === 0) throw thrown;
    await turn.behindOthers();
    return behindWhoHasThePort(turn, attempt, left - 1);
  }
}

async function applyOne(
  around: Work<Connection>,
  { node, timeout_reload }: ValueObject & { readonly node: string },
  stage: Stage,
): Promise<void> {
  await refuseWaiting(around.connection, node);
  const work = within(around, timeout_reload, "timeout_reload");
  const { api } = work.connection;
  let task: string | undefined;
  try {
    await stage(work.connection);
    const { summary, ...place } = whyAborted(work.signal);
    if (work.signal.aborted) refuse(summary, place);
    task = await api.put("/nodes/{node}/network", { node });
    await work.task(task);
  } catch (thrown) {
    // A task that goes on has taken what was staged.
    if (task === undefined || !work.signal.aborted) await drop(around, node);
    throw thrown;
  }
}

async function refuseWaiting({ api }: Connection, node: string): Promise<void> {
  const { changes = "" } = await api.whole("/nodes/{node}/network", { node });
  if (changes === "") return;
  const lines = changes.split("\n").filter((line) => /^(?:\+(?!\+\+ )|-(?!-- ))/.test(line));
  const shown = lines.slice(0, longest);
  const rest = lines.length - shown.length;
  refuse(`the network of ${node} has changes that wait to be applied`, {
    path: ["node_name"],
    detail: [
      "They would be applied or dropped with this one. Apply or revert them first, on the node's page Network.",
      ...shown.map((line) => `  ${line}`),
      ...(rest > 0 ? [`  and ${rest} more lines`] : []),
    ].join("\n"),
  });
}

/** Lines of somebody else's changes that are shown. */
const longest = 20;

async function drop({ connection: { api }, warn }: Work<Connection>, node: string): Promise<void> {
  try {
    await api.delete("/nodes/{node}/network", { node });
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    warn(
      warning(`what was staged on ${node} could not be dropped`, {
        detail: `${why}\nRevert it on the node's page Network.`,
      }),
    );
  }
}
