import { fork } from "node:child_process";

import { simulate } from "../../providers/proxmox/simulator/simulate.js";

export interface SimulatorProcess {
  readonly environment: Readonly<
    Record<"PROXMOX_VE_ENDPOINT" | "PROXMOX_VE_FINGERPRINT" | "PROXMOX_VE_API_TOKEN", string>
  >;
  /** The paths asked for since the last time. */
  paths(): Promise<readonly string[]>;
  close(): void;
}

/** A simulated Proxmox VE in a process of its own, so that its work is not counted as ours. */
export async function simulatorProcess(): Promise<SimulatorProcess> {
  const child = fork(import.meta.filename, ["serve"]);
  const answer = <T>() =>
    new Promise<T>((resolve) => child.once("message", (message) => resolve(message as T)));
  const environment = await answer<SimulatorProcess["environment"]>();
  return {
    environment,
    paths: () => {
      const paths = answer<readonly string[]>();
      child.send("paths");
      return paths;
    },
    close: () => void child.kill(),
  };
}

if (process.argv[2] === "serve" && process.argv[1] === import.meta.filename) {
  const pve = await simulate();
  process.send?.({
    PROXMOX_VE_ENDPOINT: pve.endpoint,
    PROXMOX_VE_FINGERPRINT: pve.fingerprint,
    PROXMOX_VE_API_TOKEN: pve.token,
  });
  process.on("message", () => process.send?.(pve.requests.splice(0).map(({ path }) => path)));
  process.once("disconnect", () => process.exit(0));
}
