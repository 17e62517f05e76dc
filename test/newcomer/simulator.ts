import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import type { Folder } from "./folder.js";

/** The simulator of the installed package, in a process of its own. */
export interface SimulatorProcess {
  /** What a command must know to reach it. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export async function startSimulator({ path }: Folder): Promise<SimulatorProcess> {
  const child = spawn("npx", ["pve-cdk", "simulator", "--json"], {
    cwd: path,
    stdio: ["ignore", "pipe", "inherit"],
    // npx starts the simulator as its child: both end with their group.
    detached: true,
  });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const { endpoint, fingerprint, token } = JSON.parse(line) as Readonly<Record<string, string>>;
  return {
    environment: {
      PROXMOX_VE_ENDPOINT: endpoint ?? "",
      PROXMOX_VE_FINGERPRINT: fingerprint ?? "",
      PROXMOX_VE_API_TOKEN: token ?? "",
    },
    stop: async () => {
      const closed = once(child, "close");
      if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
      await closed;
    },
  };
}
