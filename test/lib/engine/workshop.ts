import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { EngineEvent } from "../../../lib/engine/event.js";
import { Neighbours } from "../../../lib/engine/neighbours.js";
import { openStack } from "../../../lib/engine/open-stack.js";
import type { Plan } from "../../../lib/engine/plan.js";
import type { ApplyOptions, ApplyResult, PlanOptions, Stack } from "../../../lib/engine/stack.js";
import type { StateFile } from "../../../lib/engine/state/format.js";
import type { Environment } from "../../../lib/schema/provider.js";
import { noteFiles } from "../../secrets/note-files.js";
import { noteShown } from "../../secrets/notes.js";
import { toyProvider } from "./toy-provider.js";
import { ToyWorld } from "./toy-store.js";

/** Code by type and name, as synthesized JSON has it. */
export type Code = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** A stack in a folder of its own over a toy world: each call opens it anew, as each command does. */
export class Workshop {
  readonly events: EngineEvent[] = [];
  environment: Environment = {};
  onEvent: (event: EngineEvent) => void = () => undefined;

  /** Names of the stacks that come before it. */
  dependsOn: readonly string[] = [];
  /** Of the command that works on it and on others. */
  neighbours: Neighbours = new Neighbours();

  private constructor(
    readonly directory: string,
    readonly name: string,
    readonly world: ToyWorld,
  ) {}

  static async open({ name = "web", world = new ToyWorld() } = {}): Promise<Workshop> {
    return new Workshop(await mkdtemp(join(tmpdir(), "engine-test-")), name, world);
  }

  get statePath(): string {
    return join(this.directory, `terraform.${this.name}.tfstate`);
  }

  async code(resource: Code, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const json = {
      resource: Object.fromEntries(
        Object.entries(resource).map(([type, byName]) => [
          type,
          Object.fromEntries(
            Object.entries(byName).map(([name, body]) => [
              name,
              { "//": { metadata: { path: `${this.name}/${name}`, uniqueId: name } }, ...body },
            ]),
          ),
        ]),
      ),
      provider: { toy: [{ endpoint: "here" }] },
      terraform: {
        backend: { local: { path: this.statePath } },
        required_providers: { toy: { source: "tests/toy", version: "1.0.0" } },
      },
      ...more,
    };
    await writeFile(join(this.directory, "cdk.tf.json"), JSON.stringify(json));
  }

  open(variables: Readonly<Record<string, string>> = {}): Promise<Stack> {
    return openStack({
      source: { name: this.name, file: join(this.directory, "cdk.tf.json"), dependsOn: this.dependsOn },
      provider: toyProvider(this.world),
      environment: this.environment,
      variables,
      neighbours: this.neighbours,
      listener: (event) => {
        this.events.push(event);
        this.onEvent(event);
      },
    });
  }

  async within<T>(work: (stack: Stack) => Promise<T>): Promise<T> {
    const stack = await this.open();
    try {
      return await work(stack);
    } finally {
      await stack.close();
      noteFiles(this.directory, "the engine, with toys");
      noteShown({ by: "events of the engine, with toys", text: JSON.stringify(this.events) });
    }
  }

  async plan(options?: PlanOptions): Promise<Plan> {
    const plan = await this.within((stack) => stack.plan(options));
    noteShown({ by: "a plan of the engine, with toys", text: JSON.stringify(plan) });
    return plan;
  }

  apply(options: PlanOptions & ApplyOptions = {}): Promise<ApplyResult> {
    return this.within(async (stack) => stack.apply(await stack.plan(options), options));
  }

  async state(): Promise<StateFile> {
    return JSON.parse(await readFile(this.statePath, "utf8")) as StateFile;
  }

  /** Action by address, without those that have nothing to do. */
  static actions(plan: Plan): Readonly<Record<string, string>> {
    return Object.fromEntries(
      plan.steps.filter(({ action }) => action !== "none").map(({ address, action }) => [address, action]),
    );
  }
}
