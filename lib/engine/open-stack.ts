import { readFile } from "node:fs/promises";
import { dirname } from "node:path";

import { hasErrors, type Diagnostic } from "../diagnostic/diagnostic.js";
import { Refusal, refuse } from "../diagnostic/refusal.js";
import { journalInFile, journalPath } from "../journal/journal-in-file.js";
import type { DataSource } from "../schema/data-source.js";
import type { Tasks } from "../schema/provider.js";
import type { Resource } from "../schema/resource.js";
import { addressText, blockAddress, parseAddress, type Address } from "./address.js";
import { applyNodes } from "./applying/apply-nodes.js";
import { settleFound } from "./applying/settle-found.js";
import type { Blueprint } from "./blueprint/blueprint.js";
import { fullSource, readBlueprint } from "./blueprint/read-blueprint.js";
import { conformPlan } from "./conform-plan.js";
import { Connections } from "./connections.js";
import type { Context } from "./context.js";
import { Definitions } from "./definitions.js";
import { dependenciesOf, type Dependencies } from "./dependencies.js";
import type { Ground } from "./evaluation.js";
import { graphOf } from "./graph.js";
import { jsonObject } from "./json-object.js";
import { acquireLock, type Lock } from "./lock/acquire-lock.js";
import { isMapAt } from "./marks.js";
import { Neighbours } from "./neighbours.js";
import { hasChanges, isApplicable, planDiagnostics, type Plan, type PlanMode } from "./plan.js";
import { findImport } from "./planning/find.js";
import { makePlan, type Working } from "./planning/make-plan.js";
import { validateStack } from "./planning/validate-stack.js";
import { refreshState } from "./refresh-state.js";
import { refuseUnapplied } from "./refuse-unapplied.js";
import { remoteStates, type Remote } from "./remote-states.js";
import type {
  ApplyOptions,
  ApplyResult,
  PlanOptions,
  Refreshed,
  Stack,
  StackOptions,
  StateEntry,
} from "./stack.js";
import type { StateRecord } from "./state/record.js";
import { moveRecord } from "./state/move-record.js";
import { State } from "./state/state.js";
import { stateEntry } from "./state-entry.js";
import { unknownRemoteStates } from "./unknown-remote-states.js";
import { variableValues } from "./variables.js";

/** Opens a synthesized stack with its state. Throws a refusal where its code is not understood. */
export async function openStack(options: StackOptions): Promise<Stack> {
  const { source } = options;
  const json = jsonObject(await readFile(source.file, "utf8"), source.file);
  const blueprint = readBlueprint(json, { stack: source.name, file: source.file });
  return new OpenStack(options, blueprint);
}

class OpenStack implements Stack {
  readonly name: string;
  readonly statePath: string;
  readonly #options: StackOptions;
  readonly #blueprint: Blueprint;
  readonly #definitions: Definitions<Resource<Tasks>>;
  readonly #dataSources: Definitions<DataSource<Tasks>>;
  readonly #connections: Connections;
  readonly #journal;
  readonly #neighbours: Neighbours;
  #lock: Promise<Lock> | undefined;
  #working: (Working & { readonly context: Context }) | undefined;

  constructor(options: StackOptions, blueprint: Blueprint) {
    this.name = blueprint.stack;
    this.statePath = blueprint.statePath;
    this.#options = options;
    this.#blueprint = blueprint;
    this.#definitions = new Definitions(options.provider.catalog);
    this.#dataSources = new Definitions(options.provider.dataSources);
    this.#connections = new Connections(options.provider, options.environment);
    this.#journal = journalInFile(journalPath(blueprint.statePath));
    this.#neighbours = options.neighbours ?? new Neighbours();
  }

  async plan(options: PlanOptions = {}): Promise<Plan> {
    const { mode = "apply", allowDataLoss = [], replace = [], targets, signal } = options;
    const context = await this.#lockedContext(mode);
    const working = await makePlan(context, {
      mode,
      allowDataLoss,
      replace,
      ...(targets === undefined ? {} : { targets }),
      ...(signal === undefined ? {} : { signal }),
    });
    this.#working = { ...working, context };
    if (mode === "apply")
      this.#neighbours.promise(this.statePath, {
        stack: this.name,
        outputs: working.outputs,
        hasChanges: hasChanges(working.plan),
      });
    context.listener({ kind: "planned", plan: working.plan });
    return working.plan;
  }

  async validate(): Promise<readonly Diagnostic[]> {
    return validateStack(await this.#context(unknownRemoteStates));
  }

  dependencies(): readonly Dependencies[] {
    return dependenciesOf(this.#blueprint);
  }

  async apply(plan: Plan, options: ApplyOptions = {}): Promise<ApplyResult> {
    const { context, plan: fresh, ...working } = await this.#workingFor(plan);
    if (!isApplicable(fresh)) throw new Refusal(planDiagnostics(fresh));
    if (!(await context.state.isUntouched()))
      refuse("the state has changed since the plan was made", {
        detail: `Somebody else wrote ${context.state.path}. Plan again.`,
      });
    this.#working = undefined;
    this.#neighbours.withdraw(this.statePath);
    const result = await applyNodes(context, working, { ...options, mode: plan.mode });
    if (result.outcome === "done") this.#neighbours.applied(this.name);
    return result;
  }

  async refresh({ signal }: Pick<PlanOptions, "signal"> = {}): Promise<Refreshed> {
    return refreshState(await this.#lockedContext(), signal);
  }

  async importResource(text: string, id: string): Promise<StateEntry> {
    const address = this.#addressInCode(text);
    const context = await this.#lockedContext();
    await this.#loadTypes(context.state, [address.type]);
    if (this.#definitions.get(address.type) === undefined)
      refuse(`there is no resource type "${address.type}"`);
    if (context.state.record(address) !== undefined)
      refuse(`${addressText(address)} is in the state already`, {
        detail: "Take it out first if another object shall stand there.",
      });
    const found = await findImport(context, address, id);
    settleFound(context, [{ found }]);
    await context.state.save();
    const record = context.state.record(address);
    if (record === undefined) throw new Error(`${addressText(address)} was not imported`);
    return stateEntry(this.#blueprint, record);
  }

  async forget(text: string): Promise<void> {
    const context = await this.#lockedContext();
    await this.#loadTypes(context.state, []);
    const record = this.#findRecord(context.state, text);
    if (record === undefined) refuse(`the state has no ${text}`);
    context.state.remove(record);
    await context.state.save();
  }

  async move(from: string, to: string): Promise<StateEntry> {
    const context = await this.#lockedContext();
    await this.#loadTypes(context.state, []);
    const record = this.#findRecord(context.state, from);
    if (record === undefined) refuse(`the state has no ${from}`);
    const moved = moveRecord(context.state, record, { text: to, address: this.#addressOf(to) });
    await context.state.save();
    return stateEntry(this.#blueprint, moved);
  }

  async outputs() {
    const { outputs } = await this.#state();
    return Object.entries(outputs).map(([name, { value, sensitive }]) => ({
      name,
      value,
      sensitive: sensitive === true,
    }));
  }

  async entries(): Promise<readonly StateEntry[]> {
    return (await this.#state()).records.map((record) => stateEntry(this.#blueprint, record));
  }

  async entry(text: string): Promise<StateEntry | undefined> {
    const record = this.#findRecord(await this.#state(), text);
    return record === undefined ? undefined : stateEntry(this.#blueprint, record);
  }

  async close(): Promise<void> {
    this.#working = undefined;
    await this.#connections.close();
    await this.#journal.end();
    const lock = this.#lock;
    this.#lock = undefined;
    if (lock !== undefined) await (await lock).release();
  }

  /** The plan's own nodes; for a plan from a file, or one that awaited other stacks, those of a new one, which must promise the same. */
  async #workingFor(plan: Plan): Promise<Working & { readonly context: Context }> {
    if (this.#working?.plan === plan && plan.awaits.length === 0) return this.#working;
    refuseUnapplied(plan, this.#neighbours);
    const context = await this.#lockedContext(plan.mode);
    const working = await makePlan(context, { ...plan.request, mode: plan.mode, salt: plan.salt });
    conformPlan(plan, working.plan);
    return { ...working, context };
  }

  async #lockedContext(mode: PlanMode = "apply"): Promise<Context> {
    this.#lock ??= acquireLock(this.statePath, this.#options.holder ?? "the embedded engine");
    await this.#lock.catch((thrown: unknown) => {
      this.#lock = undefined;
      throw thrown;
    });
    const neighbours = this.#neighbours;
    return this.#context((blueprint, ground) => remoteStates(blueprint, ground, { neighbours, mode }));
  }

  async #context(remoteOf: (blueprint: Blueprint, ground: Ground) => Promise<Remote>): Promise<Context> {
    const { provider, environment, variables = {}, listener = () => undefined, source } = this.#options;
    const blueprint = this.#blueprint;
    const { values, diagnostics } = variableValues(blueprint.variables, variables, environment);
    if (hasErrors(diagnostics)) throw new Refusal(diagnostics);
    const ground = { blueprint, variables: values, remote: {}, directory: dirname(source.file) };
    const { remote, ...others } = await remoteOf(blueprint, ground);
    return {
      blueprint,
      graph: graphOf(blueprint),
      ground: { ...ground, remote },
      ...others,
      followsChanges: source.dependsOn.some((stack) => this.#neighbours.isToChange(stack)),
      state: await this.#state(),
      provider,
      source: fullSource(provider.source),
      definitions: this.#definitions,
      dataSources: this.#dataSources,
      connections: this.#connections,
      journal: this.#journal,
      listener,
    };
  }

  #state(): Promise<State> {
    return State.open({
      path: this.statePath,
      source: fullSource(this.#options.provider.source),
      isMapAt: (type, path) => {
        const definition = this.#definitions.get(type);
        return definition !== undefined && isMapAt(definition.attributes, path);
      },
    });
  }

  /** A state can be written only where the types in it are loaded. */
  async #loadTypes(state: State, types: readonly string[]): Promise<void> {
    await this.#definitions.load([...state.records.map(({ address }) => address.type), ...types]);
  }

  /** By address or by construct path; undefined for what is neither. */
  #addressOf(text: string): Address | undefined {
    const byConstruct = this.#blueprint.resources.find(({ construct }) => construct === text);
    return byConstruct === undefined
      ? parseAddress(text)
      : { type: byConstruct.type, name: byConstruct.name };
  }

  #addressInCode(text: string): Address {
    const address = this.#addressOf(text);
    const isKnown =
      address !== undefined &&
      this.#blueprint.resources.some((block) => blockAddress(block) === blockAddress(address));
    if (!isKnown)
      refuse(`there is no "${text}" in the code`, {
        detail: `An object is imported under the address or the construct path that the code gives it: ${this.#blueprint.resources
          .map((block) => block.construct ?? blockAddress(block))
          .join(", ")}.`,
      });
    return address;
  }

  #findRecord(state: State, text: string): StateRecord | undefined {
    const block = this.#blueprint.resources.find(({ construct }) => construct === text);
    const name = block === undefined ? text : blockAddress(block);
    return state.records.find(
      ({ address, deposed }) => deposed === undefined && addressText(address) === name,
    );
  }
}
