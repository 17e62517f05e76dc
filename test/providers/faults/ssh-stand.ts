import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ValueObject } from "../../../lib/value/value.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { directoryOf } from "../../../providers/proxmox/simulator/storages/places.js";
import { startEngineExecutor } from "../../contract/engine-executor.js";
import type { Executor } from "../../contract/executor.js";
import { openSsh, type OpenSsh } from "../ssh/stand/open-ssh.js";
import { pveTools } from "../ssh/stand/pve-tools.js";
import { sshAgent, type SshAgent } from "../ssh/stand/ssh-agent.js";
import { systemUser, type SystemUser } from "../ssh/stand/system-user.js";

/** A snippet that is to go to a node whose API is a simulation, and whose SSH server, sudo and agent are real. */
export interface SshStand {
  readonly user: SystemUser;
  readonly server: OpenSsh;
  /** It has no keys. */
  readonly agent: SshAgent;
  readonly folder: string;
  readonly storage: string;
  /** The rules of sudo that the guide has. */
  readonly rules: readonly string[];
  readonly pve: Simulation;
  /** Begins anew: an empty storage, a node that is not known, all that sudo allows. */
  renew(): Promise<void>;
  /** An executor whose `ssh` block says something else than the usual. */
  start(ssh?: ValueObject): Promise<Executor>;
  /** Volumes by the API, and files by the node's own list. */
  files(): Promise<readonly (readonly unknown[])[]>;
  close(): Promise<void>;
}

export async function sshStand(): Promise<SshStand> {
  const tools = pveTools();
  const user = systemUser();
  const folder = mkdtempSync(join(tmpdir(), "pve-cdk-faults-"));
  const [server, agent] = await Promise.all([openSsh(), sshAgent()]);
  const storage = user.name;
  const place = `/mnt/pve/${storage}`;
  const rules = [
    "USER ALL=(root) NOPASSWD: /sbin/pvesm",
    "USER ALL=(root) NOPASSWD: /sbin/qm",
    `USER ALL=(root) NOPASSWD: /usr/bin/tee ${place}/*`,
  ];
  let pve = await simulate();
  const begin = async () => {
    user.allow(...rules);
    rmSync(join(folder, "known_hosts"), { force: true });
    await pve.post("/storage", { storage, type: "dir", path: place, content: "snippets" });
    await pve.get(`/nodes/pve1/storage/${storage}/status`);
    mkdirSync("/mnt/pve", { recursive: true });
    rmSync(place, { force: true });
    symlinkSync(directoryOf(pve.world, storage), place);
  };
  await begin();
  return {
    user,
    server,
    agent,
    folder,
    storage,
    rules,
    get pve() {
      return pve;
    },
    renew: async () => {
      await pve.close();
      pve = await simulate();
      await begin();
    },
    start: (ssh = {}) => {
      const node: readonly ValueObject[] = [{ name: "pve1", address: "127.0.0.1", port: server.port }];
      const usual = {
        username: user.name,
        password: user.password,
        known_hosts: join(folder, "known_hosts"),
        node,
      };
      return startEngineExecutor("proxmox_file", pve, { provider: { ssh: [{ ...usual, ...ssh }] } });
    },
    files: async () => {
      const rows = (await pve.get(`/nodes/pve1/storage/${storage}/content`)) as readonly ValueObject[];
      return [rows.map(({ volid }) => volid), readdirSync(`${place}/snippets`)];
    },
    close: async () => {
      await Promise.all([server.close(), agent.close(), pve.close()]);
      rmSync(place, { force: true });
      user.remove();
      tools.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
