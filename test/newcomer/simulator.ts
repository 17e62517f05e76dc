import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import type { Folder } from "./folder.js";

/** The simulator of the installed package, in a process of its own. */
export interface SimulatorProcess {
  /** What a command must know to reach it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where its node listens for SSH, and who may log in there; the host's key as a line of `known_hosts` has it. */
  readonly ssh: { readonly port: number; readonly hostKey: string; readonly password: string };
  stop(): Promise<void>;
}

interface Announced extends Readonly<Record<"endpoint" | "fingerprint" | "token" | "password", string>> {
  readonly ssh: { readonly port: number; readonly hostKey: string };
}

export async function startSimulator({ path }: Folder): Promise<SimulatorProcess> {
  const child = spawn("npx", ["pve-cdk", "simulator", "--json", "--ssh-port", "0"], {
    cwd: path,
    stdio: ["ignore", "pipe", "inherit"],
    // npx starts the simulator as its child: both end with their group.
    detached: true,
  });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const { endpoint, fingerprint, token, password, ssh } = JSON.parse(line) as Announced;
  return {
    environment: {
      PROXMOX_VE_ENDPOINT: endpoint,
      PROXMOX_VE_FINGERPRINT: fingerprint,
      PROXMOX_VE_API_TOKEN: token,
    },
    ssh: { ...ssh, password },
    stop: async () => {
      const closed = once(child, "close");
      if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
      await closed;
    },
  };
}
