import { decide, type Decision } from "../../../../lib/change/decide.js";
import type { Instance } from "../../../../lib/change/instance.js";
import { journalInMemory, type Journal } from "../../../../lib/change/journal.js";
import { perform } from "../../../../lib/change/perform/perform.js";
import { readInstance } from "../../../../lib/change/perform/read.js";
import type { Outcome } from "../../../../lib/change/perform/step.js";
import { propose } from "../../../../lib/change/propose.js";
import { hasErrors } from "../../../../lib/diagnostic/diagnostic.js";
import { validate } from "../../../../lib/schema/validate.js";
import type { ValueObject } from "../../../../lib/value/value.js";
import { connect, type Connection } from "../../../../providers/proxmox/connection.js";
import { vm } from "../../../../providers/proxmox/resources/nodes/vm/index.js";
import {
  simulate,
  type Simulation,
  type SimulationOptions,
} from "../../../../providers/proxmox/simulator/simulate.js";

/** A simulated cluster, and one virtual machine's code as its author would plan and apply it. */
export interface Stand {
  readonly pve: Simulation;
  readonly connection: Connection;
  readonly journal: Journal;
  plan(
    prior: Instance | undefined,
    code: ValueObject | undefined,
  ): Decision & { readonly planned: ValueObject | undefined };
  /** Reads, plans and applies; throws where the plan is refused. */
  apply(prior: Instance | undefined, code: ValueObject | undefined): Promise<Outcome>;
  /** Applies what must succeed, and answers the instance. */
  make(prior: Instance | undefined, code: ValueObject): Promise<Instance>;
  read(prior: Instance): Promise<Instance | undefined>;
  configuration(vmid: number): Promise<Readonly<Record<string, unknown>>>;
  isRunning(vmid: number): Promise<boolean>;
  close(): Promise<void>;
}

export async function stand(options: SimulationOptions = {}): Promise<Stand> {
  const pve = await simulate(options);
  const connection = await connect({
    endpoint: pve.endpoint,
    credentials: { kind: "token", token: pve.token },
    insecure: false,
    fingerprint: pve.fingerprint,
    certificateAuthority: undefined,
    minimumTls: "TLSv1.2",
  });
  const journal = journalInMemory();
  const written = (code: ValueObject) => ({
    ...Object.fromEntries(Object.keys(vm.attributes).map((name) => [name, null])),
    node: "pve1",
    ...code,
  });
  const plan: Stand["plan"] = (prior, code) => {
    if (code === undefined) return { ...decide(vm, { prior, planned: undefined }), planned: undefined };
    const configuration = written(code);
    const invalid = validate(vm, configuration);
    const { planned, diagnostics } = propose(vm, { prior, configuration });
    const decision = decide(vm, { prior, planned });
    return { ...decision, planned, diagnostics: [...invalid, ...diagnostics, ...decision.diagnostics] };
  };
  const read: Stand["read"] = async (prior) => {
    connection.forget();
    const { instance, diagnostics } = await readInstance(vm, connection, prior);
    if (hasErrors(diagnostics)) throw new Error(JSON.stringify(diagnostics));
    return instance;
  };
  const apply: Stand["apply"] = async (before, code) => {
    const prior = before === undefined ? undefined : await read(before);
    const { planned, diagnostics } = plan(prior, code);
    if (hasErrors(diagnostics)) throw new Error(JSON.stringify(diagnostics));
    const outcome = await perform(
      {
        resource: vm,
        typeName: "proxmox_vm",
        prior,
        planned,
        configuration: code === undefined ? {} : written(code),
      },
      { connection, journal, signal: new AbortController().signal, report: () => undefined },
    );
    if (outcome.intent !== undefined) await journal.close(outcome.intent);
    return outcome;
  };
  return {
    pve,
    connection,
    journal,
    plan,
    apply,
    read,
    make: async (prior, code) => {
      const { instance, diagnostics } = await apply(prior, code);
      if (hasErrors(diagnostics) || instance === undefined)
        throw new Error(JSON.stringify(diagnostics, null, 1));
      return instance;
    },
    configuration: async (vmid) =>
      (await pve.get(`/nodes/pve1/qemu/${vmid}/config`)) as Readonly<Record<string, unknown>>,
    isRunning: async (vmid) =>
      ((await pve.get(`/nodes/pve1/qemu/${vmid}/status/current`)) as { readonly status: string }).status ===
      "running",
    close: async () => {
      await connection.close();
      await pve.close();
    },
  };
}
