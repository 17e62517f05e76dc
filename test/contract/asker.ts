import type { Answered } from "../../lib/change/perform/read-data-source.js";
import type { ValueObject } from "../../lib/value/value.js";
import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";

/** One of the two that carry out code, where it asks one data source. */
export interface Asker {
  ask(code: ValueObject): Promise<Answered>;
  close(): Promise<void>;
}

/** Starts an executor for the data source of a full type name, against a simulated Proxmox VE. */
export type StartAsker = (typeName: string, pve: Simulation) => Promise<Asker>;
