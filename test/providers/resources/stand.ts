import { decide, type Decision } from "../../../lib/change/decide.js";
import type { Instance } from "../../../lib/change/instance.js";
import { journalInMemory, type Journal } from "../../../lib/change/journal.js";
import { perform } from "../../../lib/change/perform/perform.js";
import { importInstance, readInstance } from "../../../lib/change/perform/read.js";
import type { Outcome } from "../../../lib/change/perform/step.js";
import { proposeForeseen } from "../../../lib/change/perform/propose-foreseen.js";
import { hasErrors } from "../../../lib/diagnostic/diagnostic.js";
import { Refusal } from "../../../lib/diagnostic/refusal.js";
import type { Resource } from "../../../lib/schema/resource.js";
import { validate } from "../../../lib/schema/validate.js";
import type { ValueObject } from "../../../lib/value/value.js";
import { connect, type Connection } from "../../../providers/proxmox/connection.js";
import {
  simulate,
  type Simulation,
  type SimulationOptions,
} from "../../../providers/proxmox/simulator/simulate.js";
import { noteShown } from "../../secrets/notes.js";
import { settingsFrom } from "../settings-from.js";

/** A simulated Proxmox VE and a connection to it, for tests of one resource at a time. */
export interface Stand {
  readonly pve: Simulation;
  readonly connection: Connection;
  readonly journal: Journal;
  close(): Promise<void>;
}

export async function stand(options: SimulationOptions = {}): Promise<Stand> {
  const pve = await simulate(options);
  const connection = await connect(
    settingsFrom({
      PROXMOX_VE_ENDPOINT: pve.endpoint,
      PROXMOX_VE_API_TOKEN: pve.token,
      PROXMOX_VE_FINGERPRINT: pve.fingerprint,
    }),
  );
  return {
    pve,
    connection,
    journal: journalInMemory(),
    close: async () => {
      await connection.close();
      await pve.close();
    },
  };
}

/** All attributes of a configuration by name; lists for blocks that are not written. */
export function configurationOf(resource: Pick<Resource, "attributes">, code: ValueObject): ValueObject {
  const unset = Object.entries(resource.attributes).map(
    ([name, attribute]) =>
      [name, attribute.kind === "entries" && attribute.block === true ? [] : null] as const,
  );
  return { ...Object.fromEntries(unset), ...code };
}

/** Plans as both executors do: refresh, propose, decide. */
export async function plan(
  at: Stand,
  resource: Resource<Connection>,
  { prior, code }: { readonly prior?: Instance; readonly code: ValueObject },
): Promise<{
  readonly prior: Instance | undefined;
  readonly planned: ValueObject;
  readonly decision: Decision;
}> {
  const configuration = configurationOf(resource, code);
  const wrong = validate(resource, configuration);
  if (hasErrors(wrong)) throw new Refusal(wrong);
  at.connection.forget();
  const refreshed =
    prior === undefined ? undefined : (await readInstance(resource, at.connection, prior)).instance;
  const { planned, diagnostics } = await proposeForeseen(resource, { prior: refreshed, configuration });
  if (hasErrors(diagnostics)) throw new Refusal(diagnostics);
  return { prior: refreshed, planned, decision: decide(resource, { prior: refreshed, planned }) };
}

/** Plans and applies; without code the object goes. */
export async function apply(
  at: Stand,
  resource: Resource<Connection>,
  wish: { readonly prior?: Instance; readonly code?: ValueObject },
): Promise<Outcome> {
  const outcome = await performed(at, resource, wish);
  const kept = [outcome, await at.journal.open(`proxmox_${resource.type}`)];
  noteShown({ by: `the driver, with ${resource.type}`, text: JSON.stringify(kept) });
  return outcome;
}

async function performed(
  at: Stand,
  resource: Resource<Connection>,
  { prior, code }: { readonly prior?: Instance; readonly code?: ValueObject },
): Promise<Outcome> {
  const around = {
    connection: at.connection,
    journal: at.journal,
    signal: new AbortController().signal,
    report: () => undefined,
  };
  const typeName = `proxmox_${resource.type}`;
  if (code === undefined)
    return perform({ resource, typeName, prior, planned: undefined, configuration: {} }, around);
  const configuration = configurationOf(resource, code);
  const {
    planned,
    prior: refreshed,
    decision,
  } = await plan(at, resource, { code, ...(prior === undefined ? {} : { prior }) });
  if (decision.action !== "replace")
    return perform({ resource, typeName, prior: refreshed, planned, configuration }, around);
  const gone = await perform(
    { resource, typeName, prior: refreshed, planned: undefined, configuration },
    around,
  );
  if (hasErrors(gone.diagnostics)) return gone;
  const anew = await proposeForeseen(resource, { prior: undefined, configuration });
  return perform({ resource, typeName, prior: undefined, planned: anew.planned, configuration }, around);
}

/** Applies what must succeed, and answers the instance. */
export async function applied(
  at: Stand,
  resource: Resource<Connection>,
  wish: { readonly prior?: Instance; readonly code: ValueObject },
): Promise<Instance> {
  const { instance, diagnostics, intent } = await apply(at, resource, wish);
  if (hasErrors(diagnostics) || instance === undefined) throw new Refusal(diagnostics);
  if (intent !== undefined) await at.journal.close(intent);
  return instance;
}

export function imported(at: Stand, resource: Resource<Connection>, id: string): Promise<Instance> {
  at.connection.forget();
  return importInstance(resource, at.connection, id);
}
