import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { decodePrivate, type Instance } from "../../lib/change/instance.js";
import { hasErrors, type Diagnostic } from "../../lib/diagnostic/diagnostic.js";
import { diagnosticsOf } from "../../lib/diagnostic/refusal.js";
import { openStack } from "../../lib/engine/open-stack.js";
import { isApplicable, planDiagnostics, type Plan } from "../../lib/engine/plan.js";
import type { PlanOptions, Stack } from "../../lib/engine/stack.js";
import type { ValueObject } from "../../lib/value/value.js";
import { proxmox } from "../../providers/proxmox/provider.js";
import { noteShown } from "../secrets/notes.js";
import {
  environmentOf,
  type Applied,
  type CodeOptions,
  type Executor,
  type MoreSettings,
  type Planned,
  type StartExecutor,
} from "./executor.js";

/** Runs the embedded engine on a stack of one object, with its state and journal in files as users have them. */
export const startEngineExecutor: StartExecutor = async (
  typeName,
  pve,
  { provider = {}, environment } = {},
) => {
  const folder = await mkdtemp(join(tmpdir(), "pve-cdk-contract-"));
  return new EngineExecutor(typeName, folder, {
    provider,
    environment: { ...environmentOf(pve), ...environment },
  });
};

class EngineExecutor implements Executor {
  readonly #typeName: string;
  readonly #folder: string;
  readonly #settings: Required<MoreSettings>;
  readonly #log: string[] = [];
  /** What stood in the journal while something was done: it holds nothing any more at the end. */
  readonly #journals = new Set<string>();
  #name = "it";
  #stack: Stack | undefined;

  constructor(typeName: string, folder: string, settings: Required<MoreSettings>) {
    this.#typeName = typeName;
    this.#folder = folder;
    this.#settings = settings;
  }

  async plan(code: ValueObject, options: CodeOptions = {}): Promise<Planned> {
    await this.#write(code, options);
    return this.#plan({});
  }

  async planRemoval({ allowDataLoss }: { readonly allowDataLoss?: true } = {}): Promise<Planned> {
    return this.#plan({ mode: "destroy", ...(allowDataLoss === undefined ? {} : { allowDataLoss: ["*"] }) });
  }

  async import(code: ValueObject, id: string): Promise<Applied> {
    await this.#write(code, {});
    try {
      const stack = await this.#open();
      await stack.importResource(`${this.#typeName}.${this.#name}`, id);
      return { errors: [], instance: await this.instance() };
    } catch (thrown) {
      return { errors: this.#told(diagnosticsOf(thrown)), instance: undefined };
    }
  }

  async instance(): Promise<Instance | undefined> {
    const text = await readFile(join(this.#folder, "terraform.it.tfstate"), "utf8").catch(() => undefined);
    if (text === undefined) return undefined;
    const { resources } = JSON.parse(text) as {
      readonly resources: readonly {
        readonly instances: readonly { readonly attributes: ValueObject; readonly private?: string }[];
      }[];
    };
    const stored = resources[0]?.instances[0];
    return stored === undefined
      ? undefined
      : {
          attributes: stored.attributes,
          private: decodePrivate(Buffer.from(stored.private ?? "", "base64").toString("utf8")),
        };
  }

  async written(): Promise<string> {
    const names = (await readdir(this.#folder)).filter((name) => name !== "cdk.tf.json");
    const files = await Promise.all(names.map((name) => readFile(join(this.#folder, name), "utf8")));
    const instance = await this.instance();
    return [...files, ...this.#journals, JSON.stringify(instance), ...this.#log].join("\n");
  }

  async close(): Promise<void> {
    await this.#stack?.close();
    noteShown({ by: `the engine, with ${this.#typeName}`, text: await this.written() });
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #write(code: ValueObject, { ignore, name = this.#name }: CodeOptions): Promise<void> {
    const moved =
      name === this.#name
        ? {}
        : { moved: [{ from: `${this.#typeName}.${this.#name}`, to: `${this.#typeName}.${name}` }] };
    this.#name = name;
    const body = ignore === undefined ? code : { ...code, lifecycle: { ignore_changes: ignore } };
    const stack = {
      terraform: {
        backend: { local: { path: join(this.#folder, "terraform.it.tfstate") } },
        required_providers: { proxmox: { source: "pve-cdk/proxmox", version: proxmox.version } },
      },
      provider: { proxmox: [this.#settings.provider] },
      resource: { [this.#typeName]: { [name]: body } },
      ...moved,
    };
    await writeFile(join(this.#folder, "cdk.tf.json"), JSON.stringify(stack));
  }

  async #plan(options: PlanOptions): Promise<Planned> {
    try {
      const stack = await this.#open();
      const plan = await stack.plan(options);
      this.#log.push(JSON.stringify(plan));
      const [step] = plan.steps;
      const diagnostics = this.#told(planDiagnostics(plan));
      if (!isApplicable(plan))
        return {
          action: "refused",
          diagnostics,
          planned: undefined,
          apply: async () => ({ errors: diagnostics, instance: await this.instance() }),
        };
      const action = step === undefined || step.action === "forget" ? "none" : step.action;
      return { action, diagnostics, planned: step?.planned, apply: () => this.#apply(stack, plan) };
    } catch (thrown) {
      const diagnostics = this.#told(diagnosticsOf(thrown));
      return {
        action: "refused",
        diagnostics,
        planned: undefined,
        apply: async () => ({ errors: diagnostics, instance: undefined }),
      };
    }
  }

  async #apply(stack: Stack, plan: Plan): Promise<Applied> {
    try {
      const result = await stack.apply(plan);
      const told = this.#told([
        ...result.diagnostics,
        ...result.failed.flatMap(({ diagnostics }) => diagnostics),
      ]);
      return {
        errors: told.filter((diagnostic) => hasErrors([diagnostic])),
        instance: await this.instance(),
      };
    } catch (thrown) {
      return { errors: this.#told(diagnosticsOf(thrown)), instance: await this.instance() };
    }
  }

  /** The stack of the code as it is now; the one of an earlier plan is given up. */
  async #open(): Promise<Stack> {
    await this.#stack?.close();
    const source = { name: "it", file: join(this.#folder, "cdk.tf.json"), dependsOn: [] };
    this.#stack = await openStack({
      source,
      provider: proxmox,
      environment: this.#settings.environment,
      listener: (event) => {
        this.#log.push(JSON.stringify(event));
        for (const name of readdirSync(this.#folder).filter((each) => each.includes("journal")))
          this.#journals.add(readFileSync(join(this.#folder, name), "utf8"));
      },
    });
    return this.#stack;
  }

  #told(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
    this.#log.push(JSON.stringify(diagnostics));
    return diagnostics;
  }
}
