import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { decide, type Decision } from "../../../lib/change/decide.js";
import type { Instance } from "../../../lib/change/instance.js";
import { journalInMemory, type Journal } from "../../../lib/change/journal.js";
import { perform } from "../../../lib/change/perform/perform.js";
import { readInstance } from "../../../lib/change/perform/read.js";
import type { Outcome, Step } from "../../../lib/change/perform/step.js";
import { propose } from "../../../lib/change/propose.js";
import { hasErrors } from "../../../lib/diagnostic/diagnostic.js";
import { validate } from "../../../lib/schema/validate.js";
import type { ValueObject } from "../../../lib/value/value.js";
import { planViolations } from "../../contract/core-rules.js";
import { connect, type Connection } from "../../../providers/proxmox/connection.js";
import type { Resource } from "../../../lib/schema/resource.js";
import { noteShown } from "../../secrets/notes.js";
import { settingsFrom } from "../settings-from.js";
import {
  simulate,
  type Simulation,
  type SimulationOptions,
} from "../../../providers/proxmox/simulator/simulate.js";
import { directoryOf } from "../../../providers/proxmox/simulator/storages/places.js";

/** A simulated cluster, and one guest's code as its author would plan and apply it. */
export interface Stand {
  readonly pve: Simulation;
  readonly connection: Connection;
  readonly journal: Journal;
  plan(
    prior: Instance | undefined,
    code: ValueObject | undefined,
  ): Decision & { readonly planned: ValueObject | undefined };
  /** Reads, plans and applies; throws where the plan is refused. */
  bring(prior: Instance | undefined, code: ValueObject | undefined): Promise<Outcome>;
  /** Applies what must succeed, and answers the instance. */
  make(prior: Instance | undefined, code: ValueObject): Promise<Instance>;
  /** Applies a plan as it stands, without reading before. */
  perform(step: {
    readonly prior: Instance | undefined;
    readonly planned: ValueObject | undefined;
  }): Promise<Outcome>;
  read(prior: Instance): Promise<Instance | undefined>;
  connectAs(login: { readonly username: string; readonly password: string }): Promise<Connection>;
  configuration(vmid: number): Promise<Readonly<Record<string, unknown>>>;
  isRunning(vmid: number): Promise<boolean>;
  close(): Promise<void>;
}

/** The same object with some members replaced. */
export function instead<T extends object>(object: T, members: Readonly<Record<string, unknown>>): T {
  return new Proxy(object, {
    get: (target, name) => {
      if (typeof name === "string" && name in members) return members[name];
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === "function" ? (member.bind(target) as unknown) : member;
    },
  });
}

/** Puts a file onto the storage `local`. */
export async function putFile(
  pve: Simulation,
  file: { readonly folder: string; readonly name: string; readonly content?: Buffer },
): Promise<void> {
  const directory = join(directoryOf(pve.world, "local"), file.folder);
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, file.name), file.content ?? "");
}

/** A stand for guests of one resource. */
export async function guestStand(resource: Resource<Connection>, options: SimulationOptions): Promise<Stand> {
  const kind = resource.type === "vm" ? "qemu" : "lxc";
  const pve = await simulate(options);
  const connectAs: Stand["connectAs"] = (login) =>
    connect(
      settingsFrom({
        PROXMOX_VE_ENDPOINT: pve.endpoint,
        PROXMOX_VE_FINGERPRINT: pve.fingerprint,
        PROXMOX_VE_USERNAME: login.username,
        PROXMOX_VE_PASSWORD: login.password,
      }),
    );
  // Some keys are for root itself, and a token of root is not root.
  const connection = await connectAs(pve);
  const journal = journalInMemory();
  const written = (code: ValueObject) => ({
    ...Object.fromEntries(Object.keys(resource.attributes).map((name) => [name, null])),
    node: "pve1",
    ...code,
  });
  const plan: Stand["plan"] = (prior, code) => {
    if (code === undefined) return { ...decide(resource, { prior, planned: undefined }), planned: undefined };
    const configuration = written(code);
    const invalid = validate(resource, configuration);
    const { planned, diagnostics } = propose(resource, { prior, configuration });
    // What Terraform's core would refuse in a plan is a fault, whatever it is the plan of.
    const violations = hasErrors([...invalid, ...diagnostics])
      ? []
      : planViolations(resource.attributes, { prior: prior?.attributes, configuration, planned });
    if (violations.length > 0) throw new Error(violations.join("\n"));
    const decision = decide(resource, { prior, planned });
    return { ...decision, planned, diagnostics: [...invalid, ...diagnostics, ...decision.diagnostics] };
  };
  const read: Stand["read"] = async (prior) => {
    connection.forget();
    const { instance, diagnostics } = await readInstance(resource, connection, prior);
    if (hasErrors(diagnostics)) throw new Error(JSON.stringify(diagnostics));
    return instance;
  };
  const performed = (step: Pick<Step<Connection>, "prior" | "planned" | "configuration">) =>
    perform(
      { resource, typeName: `proxmox_${resource.type}`, ...step },
      { connection, journal, signal: new AbortController().signal, report: () => undefined },
    );
  const bring: Stand["bring"] = async (before, code) => {
    const prior = before === undefined ? undefined : await read(before);
    const { planned, diagnostics } = plan(prior, code);
    if (hasErrors(diagnostics)) throw new Error(JSON.stringify(diagnostics));
    const outcome = await performed({
      prior,
      planned,
      configuration: code === undefined ? {} : written(code),
    });
    const kept = [planned, outcome, await journal.open(`proxmox_${resource.type}`)];
    noteShown({ by: `the driver, with ${resource.type}`, text: JSON.stringify(kept) });
    if (outcome.intent !== undefined) await journal.close(outcome.intent);
    return outcome;
  };
  return {
    pve,
    connection,
    journal,
    connectAs,
    plan,
    bring,
    perform: (step) => performed({ ...step, configuration: {} }),
    read,
    make: async (prior, code) => {
      const { instance, diagnostics } = await bring(prior, code);
      if (hasErrors(diagnostics) || instance === undefined)
        throw new Error(JSON.stringify(diagnostics, null, 1));
      return instance;
    },
    configuration: async (vmid) =>
      (await pve.get(`/nodes/pve1/${kind}/${vmid}/config`)) as Readonly<Record<string, unknown>>,
    isRunning: async (vmid) =>
      ((await pve.get(`/nodes/pve1/${kind}/${vmid}/status/current`)) as { readonly status: string })
        .status === "running",
    close: async () => {
      await connection.close();
      await pve.close();
    },
  };
}
