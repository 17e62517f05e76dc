import { Refusal, refuse } from "../../../../../lib/diagnostic/refusal.js";
import type { Work } from "../../../../../lib/schema/resource.js";
import type { ValueObject } from "../../../../../lib/value/value.js";
import { at, type Target } from "./target.js";
import { defaultShutdownTimeout } from "./power.js";
import type { Connection } from "../../../connection.js";

/** How long a guest may take to go down, and what happens then. */
export interface PowerPolicy {
  readonly timeout: number;
  readonly forced: boolean;
}

export function powerPolicy({ shutdown_timeout: timeout, force_stop: forced }: ValueObject): PowerPolicy {
  return { timeout: typeof timeout === "number" ? timeout : defaultShutdownTimeout, forced: forced === true };
}

export async function start(work: Work<Connection>, target: Target): Promise<void> {
  work.progress("starting");
  await run(work, target, { verb: "start" });
}

/** Pulls the plug. */
export async function stop(work: Work<Connection>, target: Target): Promise<void> {
  work.progress("stopping");
  await run(work, target, { verb: "stop" });
}

/** Asks the guest to go down, and never waits longer than the policy says. */
export async function shutDown(work: Work<Connection>, target: Target, policy: PowerPolicy): Promise<void> {
  work.progress(`shutting down, up to ${policy.timeout} s`);
  const parameters = { timeout: policy.timeout, forceStop: policy.forced };
  await run(work, target, { verb: "shutdown", parameters }).catch((thrown: unknown) => {
    if (work.signal.aborted) throw thrown;
    stayedUp(thrown, policy, "Nothing was changed yet.");
  });
}

/** Restarts the guest by an orderly shutdown: what was pending takes effect. */
export async function reboot(work: Work<Connection>, target: Target, policy: PowerPolicy): Promise<void> {
  work.progress(`restarting, up to ${policy.timeout} s for the shutdown`);
  try {
    await run(work, target, { verb: "reboot", parameters: { timeout: policy.timeout } });
  } catch (thrown) {
    // Whoever stops an apply wants no plug pulled.
    if (work.signal.aborted) throw thrown;
    if (!policy.forced)
      stayedUp(thrown, policy, "The changes are written and take effect when the guest is started anew.");
    await stop(work, target);
    await start(work, target);
  }
}

const lockTries = 3;

interface PowerCall {
  readonly verb: "start" | "stop" | "shutdown" | "reboot";
  readonly parameters?: { readonly timeout: number; readonly forceStop?: boolean };
}

/** Right after a stop, PVE's own cleaning up can hold the guest's lock for up to 30 s. */
async function run(work: Work<Connection>, target: Target, { verb, parameters }: PowerCall): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work.task(
        await work.connection.api.post(`/nodes/{node}/${target.kind}/{vmid}/status/${verb}`, {
          ...at(target),
          ...parameters,
        }),
      );
      return;
    } catch (thrown) {
      const isLocked = thrown instanceof Refusal && /can't lock file .* got timeout/.test(thrown.message);
      if (!isLocked || attempt === lockTries || work.signal.aborted) throw thrown;
    }
  }
}

function stayedUp(thrown: unknown, { timeout }: PowerPolicy, state: string): never {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  refuse("the guest did not shut down", {
    path: ["running"],
    detail:
      `${reason}\nIt had ${timeout} s (\`shutdown_timeout\`). ${state} ` +
      "Shut it down by hand, give it more time, or set `force_stop = true` to have the plug pulled.",
  });
}
