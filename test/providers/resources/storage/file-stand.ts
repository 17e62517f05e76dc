import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ValueObject } from "../../../../lib/value/value.js";
import {
  simulate,
  type Simulation,
  type SimulationOptions,
} from "../../../../providers/proxmox/simulator/simulate.js";
import { directoryOf, nodeDirectory } from "../../../../providers/proxmox/simulator/storages/places.js";
import { startEngineExecutor } from "../../../contract/engine-executor.js";
import type { Executor, StartExecutor } from "../../../contract/executor.js";
import { startPluginExecutor } from "../../../contract/plugin-executor.js";
import { webServer, type WebServer } from "./web-server.js";

export const executors: readonly (readonly [string, StartExecutor])[] = [
  ["the engine", startEngineExecutor],
  ["the plugin", startPluginExecutor],
];

/** A simulated Proxmox VE, a server of files and a folder here, for tests of one file in a storage. */
export interface FileStand {
  readonly pve: Simulation;
  readonly web: WebServer;
  /** A folder on this machine. */
  readonly folder: string;
  readonly executor: Executor;
  /** Volume ids and bytes of all that is in the storage. */
  stored(): Promise<Readonly<Record<string, number>>>;
  /** What a file in the storage holds; `iso/a.iso`. */
  content(file: string): Buffer;
  /** What waits on the node for its end. */
  temporary(): readonly string[];
  /** Requests that sent or fetched bytes. */
  transfers(): readonly string[];
  close(): Promise<void>;
}

export async function fileStand(
  type: string,
  start: StartExecutor,
  {
    options = {},
    provider = () => ({}),
    environment = {},
    begun = () => undefined,
  }: {
    readonly options?: SimulationOptions;
    readonly provider?: (pve: Simulation) => ValueObject;
    readonly environment?: Readonly<Record<string, string>>;
    /** Told of the simulation before anybody asks it. */
    readonly begun?: (pve: Simulation) => void;
  } = {},
): Promise<FileStand> {
  const pve = await simulate(options);
  begun(pve);
  const web = await webServer();
  const folder = mkdtempSync(join(tmpdir(), "pve-cdk-files-"));
  const executor = await start(type, pve, {
    provider: provider(pve),
    environment: { HOME: folder, ...environment },
  });
  return {
    pve,
    web,
    folder,
    executor,
    stored: async () => {
      const rows = (await pve.get("/nodes/pve1/storage/local/content")) as readonly {
        volid: string;
        size: number;
      }[];
      return Object.fromEntries(rows.map(({ volid, size }) => [volid, size]));
    },
    content: (file) => {
      const [kind = "", name = ""] = file.split("/");
      const folders: Readonly<Record<string, string>> = { iso: "template/iso", vztmpl: "template/cache" };
      return readFileSync(join(directoryOf(pve.world, "local", "pve1"), folders[kind] ?? kind, name));
    },
    temporary: () => readdirSync(join(nodeDirectory(pve.world), "var/tmp")),
    transfers: () =>
      pve.requests
        .filter(({ verb, path }) => verb === "POST" && /upload$|download-url$|oci-registry-pull$/.test(path))
        .map(({ path }) => path),
    close: async () => {
      await executor.close();
      await web.close();
      await pve.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
