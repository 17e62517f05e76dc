import type { Http2Session } from "node:http2";

import { conform } from "../../lib/change/conform.js";
import { decodePrivate, type Instance } from "../../lib/change/instance.js";
import { journalInMemory } from "../../lib/change/journal.js";
import type { Diagnostic } from "../../lib/diagnostic/diagnostic.js";
import type { Resource } from "../../lib/schema/resource.js";
import { handlersFor } from "../../lib/terraform/handlers.js";
import { decodeObject, encodeObject } from "../../lib/terraform/instance-codec.js";
import { encodeSchemas } from "../../lib/terraform/schema.js";
import { calls, type CallName } from "../../lib/terraform/wire/messages.js";
import { decode, encode, type Plain } from "../../lib/terraform/wire/protobuf.js";
import { equal } from "../../lib/value/equal.js";
import { type Value, type ValueObject } from "../../lib/value/value.js";
import type { Connection } from "../../providers/proxmox/connection.js";
import { proxmox } from "../../providers/proxmox/provider.js";
import { configurationOf } from "../providers/resources/stand.js";
import { planViolations } from "./core-rules.js";
import {
  environmentOf,
  type Applied,
  type CodeOptions,
  type Executor,
  type Planned,
  type StartExecutor,
} from "./executor.js";

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
  const executor = new PluginExecutor(typeName, await load(), { ...environmentOf(pve), ...environment });
  await executor.configure(provider);
  return executor;
};

class PluginExecutor implements Executor {
  readonly #typeName: string;
  readonly #resource: Resource<Connection>;
  readonly #handlers;
  readonly #session = {} as Http2Session;
  readonly #journal = journalInMemory();
  readonly #log: string[] = [];
  #stored: Stored | undefined;

  constructor(
    typeName: string,
    resource: Resource<Connection>,
    environment: Readonly<Record<string, string>>,
  ) {
    this.#typeName = typeName;
    this.#resource = resource;
    this.#handlers = handlersFor<Connection>({
      environment,
      provider: async () => proxmox,
      schemas: () => encodeSchemas(proxmox),
      // Between two steps Terraform starts a new process; the journal's writer is gone then.
      journal: async () => ({ ...this.#journal, leftBehind: this.#journal.open }),
      assertFree: async () => undefined,
    });
  }

  async configure(provider: ValueObject): Promise<void> {
    const attributes = proxmox.configuration;
    await this.#call("ConfigureProvider", {
      config: encodeObject(attributes, configurationOf({ attributes }, provider)),
    });
  }

  async plan(code: ValueObject, { ignore = [] }: CodeOptions = {}): Promise<Planned> {
    const { attributes } = this.#resource;
    const written = configurationOf(this.#resource, code);
    const checked = await this.#call("ValidateResourceConfig", {
      type_name: this.#typeName,
      config: encodeObject(attributes, written),
    });
    if (errorsOf(checked).length > 0) return refused(errorsOf(checked));
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
    if (errorsOf(answer).length > 0) return refused(errorsOf(answer));
    const planned = decodeObject(attributes, answer["planned_state"]) ?? {};
    this.#assertPlan(config, before, planned);
    const diagnostics = diagnosticsOf(answer);
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
    if (errorsOf(anew).length > 0) return refused(errorsOf(anew));
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
    if (errorsOf(answer).length > 0) return refused(errorsOf(answer));
    return {
      action: "delete",
      diagnostics: diagnosticsOf(answer),
      planned: undefined,
      apply: () => this.#remove(),
    };
  }

  async import(_code: ValueObject, id: string): Promise<Applied> {
    const answer = await this.#call("ImportResourceState", { type_name: this.#typeName, id });
    const [imported] = (answer["imported_resources"] as readonly Plain[] | undefined) ?? [];
    if (imported === undefined) return { errors: errorsOf(answer), instance: undefined };
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
    return [state, JSON.stringify(await this.#journal.open(this.#typeName)), ...this.#log].join("\n");
  }

  async close(): Promise<void> {
    await this.#call("StopProvider", {});
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
    const answer = await this.#call("ReadResource", {
      type_name: this.#typeName,
      current_state: this.#stored.state,
      private: this.#stored.private,
    });
    const state = answer["new_state"] as Plain;
    this.#stored =
      decodeObject(this.#resource.attributes, state) === undefined
        ? undefined
        : { state, private: (answer["private"] as Uint8Array | undefined) ?? new Uint8Array() };
    return errorsOf(answer);
  }

  #plan(config: ValueObject | undefined, stored: Stored | undefined): Promise<Plain> {
    const { attributes } = this.#resource;
    const wish = encodeObject(attributes, config);
    return this.#call("PlanResourceChange", {
      type_name: this.#typeName,
      prior_state: stored?.state ?? encodeObject(attributes, undefined),
      proposed_new_state: wish,
      config: wish,
      prior_private: stored?.private ?? new Uint8Array(),
    });
  }

  async #apply(config: ValueObject, stored: Stored | undefined, planned: Plain): Promise<Applied> {
    const { attributes } = this.#resource;
    const answer = await this.#call("ApplyResourceChange", {
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
    const errors = errorsOf(answer);
    if (errors.length === 0) {
      const broken = conform(decodeObject(attributes, planned["planned_state"]) ?? {}, values ?? {});
      if (broken.length > 0)
        throw new Error(`core would refuse this result: ${broken.map(({ summary }) => summary).join("; ")}`);
    }
    return { errors, instance: await this.instance() };
  }

  async #remove(): Promise<Applied> {
    const { attributes } = this.#resource;
    const answer = await this.#call("ApplyResourceChange", {
      type_name: this.#typeName,
      prior_state: this.#stored?.state,
      planned_state: encodeObject(attributes, undefined),
      config: encodeObject(attributes, undefined),
      planned_private: this.#stored?.private,
    });
    if (errorsOf(answer).length === 0) this.#stored = undefined;
    return { errors: errorsOf(answer), instance: await this.instance() };
  }

  async #call(name: CallName, request: Plain): Promise<Plain> {
    const { request: asked, response } = calls[name];
    const handler = this.#handlers[name];
    if (handler === undefined) throw new Error(`${name} is not handled`);
    const answer = await handler(decode(asked, encode(asked, request)), this.#session);
    const received = decode(response, encode(response, answer));
    this.#log.push(JSON.stringify(diagnosticsOf(received)));
    return received;
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

function diagnosticsOf(answer: Plain): readonly Diagnostic[] {
  return ((answer["diagnostics"] as readonly Plain[] | undefined) ?? []).map(
    ({ severity, summary, detail, attribute }) => {
      const steps = ((attribute as Plain | undefined)?.["steps"] as readonly Plain[] | undefined) ?? [];
      const path = steps.map(
        (step) =>
          (step["attribute_name"] ?? step["element_key_string"] ?? Number(step["element_key_int"] ?? 0)) as
            string | number,
      );
      return {
        severity: severity === 1 ? "error" : "warning",
        summary: summary as string,
        detail: (detail as string | undefined) ?? "",
        path,
      };
    },
  );
}

function errorsOf(answer: Plain): readonly Diagnostic[] {
  return diagnosticsOf(answer).filter(({ severity }) => severity === "error");
}
