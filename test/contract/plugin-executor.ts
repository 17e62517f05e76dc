import { conform } from "../../lib/change/conform.js";
import { decodePrivate, type Instance } from "../../lib/change/instance.js";
import type { Diagnostic } from "../../lib/diagnostic/diagnostic.js";
import type { Resource } from "../../lib/schema/resource.js";
import { decodeObject, encodeObject } from "../../lib/terraform/instance-codec.js";
import type { Plain } from "../../lib/terraform/wire/protobuf.js";
import { equal } from "../../lib/value/equal.js";
import { type Value, type ValueObject } from "../../lib/value/value.js";
import type { Connection } from "../../providers/proxmox/connection.js";
import { proxmox } from "../../providers/proxmox/provider.js";
import { configurationOf } from "../providers/resources/stand.js";
import { noteShown } from "../secrets/notes.js";
import { diagnosticsIn, errorsIn } from "./answer-diagnostics.js";
import { planViolations } from "./core-rules.js";
import {
  environmentOf,
  type Applied,
  type CodeOptions,
  type Executor,
  type Planned,
  type StartExecutor,
} from "./executor.js";
import { PluginCalls } from "./plugin-calls.js";

interface Stored {
  readonly state: Plain;
  readonly private: Uint8Array;
}

/** Plays Terraform's core in front of the plugin's own handlers: the same calls in the same order, every byte on the wire. */
export const startPluginExecutor: StartExecutor = async (
  typeName,
  pve,
  { provider = {}, environment } = {},
) => {
  const load = proxmox.catalog[typeName];
  if (load === undefined) throw new Error(`no ${typeName}`);
  const plugin = new PluginCalls({ ...environmentOf(pve), ...environment });
  await plugin.configure(provider);
  return new PluginExecutor(typeName, await load(), plugin);
};

class PluginExecutor implements Executor {
  readonly #typeName: string;
  readonly #resource: Resource<Connection>;
  readonly #calls: PluginCalls;
  #stored: Stored | undefined;

  constructor(typeName: string, resource: Resource<Connection>, plugin: PluginCalls) {
    this.#typeName = typeName;
    this.#resource = resource;
    this.#calls = plugin;
  }

  async plan(code: ValueObject, { ignore = [] }: CodeOptions = {}): Promise<Planned> {
    const { attributes } = this.#resource;
    const written = configurationOf(this.#resource, code);
    const checked = await this.#calls.call("ValidateResourceConfig", {
      type_name: this.#typeName,
      config: encodeObject(attributes, written),
    });
    if (errorsIn(checked).length > 0) return refused(errorsIn(checked));
    const refreshed = await this.#refresh();
    if (refreshed.length > 0) return refused(refreshed);
    const before = this.#values();
    // Ignored attributes have prior's values in the configuration that a plan sees.
    const config =
      before === undefined
        ? written
        : {
            ...written,
            ...Object.fromEntries(ignore.map((name) => [name, before[name] ?? null] as [string, Value])),
          };
    const answer = await this.#plan(config, this.#stored);
    if (errorsIn(answer).length > 0) return refused(errorsIn(answer));
    const planned = decodeObject(attributes, answer["planned_state"]) ?? {};
    this.#assertPlan(config, before, planned);
    const diagnostics = diagnosticsIn(answer);
    if (before === undefined)
      return { action: "create", diagnostics, planned, apply: () => this.#apply(written, undefined, answer) };
    if (((answer["requires_replace"] as unknown[] | undefined) ?? []).length > 0)
      return this.#planReplacement(written, config, diagnostics);
    if (equal(planned, before))
      return {
        action: "none",
        diagnostics,
        planned,
        apply: async () => ({ errors: [], instance: await this.instance() }),
      };
    return {
      action: "update",
      diagnostics,
      planned,
      apply: () => this.#apply(written, this.#stored, answer),
    };
  }

  async #planReplacement(
    written: ValueObject,
    config: ValueObject,
    diagnostics: readonly Diagnostic[],
  ): Promise<Planned> {
    const { attributes } = this.#resource;
    const anew = await this.#plan(config, undefined);
    if (errorsIn(anew).length > 0) return refused(errorsIn(anew));
    const planned = decodeObject(attributes, anew["planned_state"]) ?? {};
    this.#assertPlan(config, undefined, planned);
    return {
      action: "replace",
      diagnostics,
      planned,
      apply: async () => {
        const gone = await this.#remove();
        return gone.errors.length > 0 ? gone : this.#apply(written, undefined, anew);
      },
    };
  }

  async planRemoval(): Promise<Planned> {
    const refreshed = await this.#refresh();
    if (refreshed.length > 0) return refused(refreshed);
    if (this.#stored === undefined)
      return {
        action: "none",
        diagnostics: [],
        planned: undefined,
        apply: async () => ({ errors: [], instance: undefined }),
      };
    const answer = await this.#plan(undefined, this.#stored);
    if (errorsIn(answer).length > 0) return refused(errorsIn(answer));
    return {
      action: "delete",
      diagnostics: diagnosticsIn(answer),
      planned: undefined,
      apply: () => this.#remove(),
    };
  }

  async import(_code: ValueObject, id: string): Promise<Applied> {
    const answer = await this.#calls.call("ImportResourceState", { type_name: this.#typeName, id });
    const [imported] = (answer["imported_resources"] as readonly Plain[] | undefined) ?? [];
    if (imported === undefined) return { errors: errorsIn(answer), instance: undefined };
    this.#stored = { state: imported["state"] as Plain, private: imported["private"] as Uint8Array };
    return { errors: await this.#refresh(), instance: await this.instance() };
  }

  async instance(): Promise<Instance | undefined> {
    const attributes = this.#values();
    return attributes === undefined
      ? undefined
      : { attributes, private: decodePrivate(Buffer.from(this.#stored?.private ?? []).toString("utf8")) };
  }

  async written(): Promise<string> {
    const state =
      this.#stored === undefined
        ? ""
        : JSON.stringify(this.#values()) + Buffer.from(this.#stored.private).toString("utf8");
    return [state, JSON.stringify(await this.#calls.journal.open(this.#typeName)), ...this.#calls.log].join(
      "\n",
    );
  }

  async close(): Promise<void> {
    noteShown({ by: `the plugin, with ${this.#typeName}`, text: await this.written() });
    await this.#calls.call("StopProvider", {});
  }

  #values(): ValueObject | undefined {
    return this.#stored === undefined
      ? undefined
      : decodeObject(this.#resource.attributes, this.#stored.state);
  }

  #assertPlan(configuration: ValueObject, prior: ValueObject | undefined, planned: ValueObject): void {
    const violations = planViolations(this.#resource.attributes, { prior, configuration, planned });
    if (violations.length > 0) throw new Error(`core would refuse this plan: ${violations.join("; ")}`);
  }

  async #refresh(): Promise<readonly Diagnostic[]> {
    if (this.#stored === undefined) return [];
    const answer = await this.#calls.call("ReadResource", {
      type_name: this.#typeName,
      current_state: this.#stored.state,
      private: this.#stored.private,
    });
    const state = answer["new_state"] as Plain;
    this.#stored =
      decodeObject(this.#resource.attributes, state) === undefined
        ? undefined
        : { state, private: (answer["private"] as Uint8Array | undefined) ?? new Uint8Array() };
    return errorsIn(answer);
  }

  #plan(config: ValueObject | undefined, stored: Stored | undefined): Promise<Plain> {
    const { attributes } = this.#resource;
    const wish = encodeObject(attributes, config);
    return this.#calls.call("PlanResourceChange", {
      type_name: this.#typeName,
      prior_state: stored?.state ?? encodeObject(attributes, undefined),
      proposed_new_state: wish,
      config: wish,
      prior_private: stored?.private ?? new Uint8Array(),
    });
  }

  async #apply(config: ValueObject, stored: Stored | undefined, planned: Plain): Promise<Applied> {
    const { attributes } = this.#resource;
    const answer = await this.#calls.call("ApplyResourceChange", {
      type_name: this.#typeName,
      prior_state: stored?.state ?? encodeObject(attributes, undefined),
      planned_state: planned["planned_state"],
      config: encodeObject(attributes, config),
      planned_private: planned["planned_private"],
    });
    const state = answer["new_state"] as Plain;
    const values = decodeObject(attributes, state);
    this.#stored =
      values === undefined
        ? undefined
        : { state, private: (answer["private"] as Uint8Array | undefined) ?? new Uint8Array() };
    const errors = errorsIn(answer);
    if (errors.length === 0) {
      const broken = conform(decodeObject(attributes, planned["planned_state"]) ?? {}, values ?? {});
      if (broken.length > 0)
        throw new Error(`core would refuse this result: ${broken.map(({ summary }) => summary).join("; ")}`);
    }
    return { errors, instance: await this.instance() };
  }

  async #remove(): Promise<Applied> {
    const { attributes } = this.#resource;
    const answer = await this.#calls.call("ApplyResourceChange", {
      type_name: this.#typeName,
      prior_state: this.#stored?.state,
      planned_state: encodeObject(attributes, undefined),
      config: encodeObject(attributes, undefined),
      planned_private: this.#stored?.private,
    });
    if (errorsIn(answer).length === 0) this.#stored = undefined;
    return { errors: errorsIn(answer), instance: await this.instance() };
  }
}

function refused(diagnostics: readonly Diagnostic[]): Planned {
  return {
    action: "refused",
    diagnostics,
    planned: undefined,
    apply: async () => ({ errors: diagnostics, instance: undefined }),
  };
}
