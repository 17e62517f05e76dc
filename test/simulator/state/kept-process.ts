import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";

import { realClock, simulate } from "../../../providers/proxmox/simulator/index.js";

/** A simulation in a process of its own, whose state is kept, to be killed in the middle of what it does. */
export interface KeptProcess {
  readonly endpoint: string;
  readonly token: string;
  kill(): Promise<void>;
}

export async function keptProcess(state: string): Promise<KeptProcess> {
  const child: ChildProcess = fork(import.meta.filename, [state], { execArgv: ["--import", "tsx"] });
  const [place] = (await once(child, "message")) as [Pick<KeptProcess, "endpoint" | "token">];
  return {
    ...place,
    kill: async () => {
      child.kill("SIGKILL");
      if (child.signalCode === null) await once(child, "exit");
    },
  };
}

const state = process.argv[2];
if (process.argv[1] === import.meta.filename && process.send !== undefined && state !== undefined) {
  const { endpoint, token } = await simulate({ state, clock: realClock() });
  process.send({ endpoint, token });
  process.once("disconnect", () => process.exit(0));
}
