import { journalInMemory, type Journal } from "../../../lib/change/journal.js";
import type { StepEvent, Surroundings } from "../../../lib/change/perform/step.js";
import { refuse } from "../../../lib/diagnostic/refusal.js";
import { assigned, computed, managed, optional, required } from "../../../lib/schema/roles.js";
import { resource } from "../../../lib/schema/resource.js";
import type { Tasks } from "../../../lib/schema/provider.js";
import { flag, integer, text } from "../../../lib/schema/types.js";
import { scalarText } from "../../../lib/value/scalar-text.js";
import { valueAt } from "../../../lib/value/path.js";
import type { Value, ValueObject } from "../../../lib/value/value.js";

/** An object store that can be told to fail, to stop half-way, or to be changed by somebody else. */
export class Store implements Tasks {
  readonly objects = new Map<number, Record<string, Value>>();
  readonly singleton: Record<string, Value> = {
    motd: "hello",
    keyboard: "de",
    zone: "old",
    policy: "accept",
  };
  readonly calls: string[] = [];
  failOn: string | undefined;

  call(name: string): void {
    this.calls.push(name);
    if (this.failOn === name) refuse(`${name} failed`);
  }

  async waitForTask(id: string): Promise<void> {
    this.call(`task ${id}`);
  }

  until(): this {
    return this;
  }

  forget(): void {}

  async close(): Promise<void> {}
}

/** A guest in the store: made with a number that the store assigns, then configured in a second request. */
export const guest = resource({
  type: "guest",
  description: "A guest.",
  source: "invented",
  attributes: {
    id: computed(text, "Its id."),
    number: assigned(integer({ min: 1 }), "Its number."),
    name: required(text, "Its name."),
    cores: managed(integer({ min: 1 }), "Cores."),
    on_boot: managed(flag, "Starts with the host.", { absent: false }),
    password: managed(text, "Password.", { writeOnly: { version: "password_version" } }),
    password_version: managed(integer(), "Version of the password."),
  },
  identity: ["number"],
  importId: {
    form: "{number}",
    example: "7",
    parse: (id) => (/^\d+$/.test(id) ? { number: Number(id) } : undefined),
  },
  verbs: {
    read: async (store: Store, identity) => {
      const object = store.objects.get(identity["number"] as number);
      if (object === undefined) return undefined;
      const { password: _secret, ...rest } = object;
      return {
        attributes: {
          id: scalarText(identity["number"]),
          number: identity["number"] as number,
          name: "",
          cores: null,
          on_boot: null,
          ...rest,
        },
      };
    },
    create: async (work, { planned, secrets }) => {
      const store = work.connection;
      const number = planned.number ?? 100 + store.objects.size;
      await work.intend({ number });
      store.call("post");
      store.objects.set(number, { name: planned.name, ...secrets });
      await work.task("make");
      store.call("configure");
      Object.assign(
        store.objects.get(number) as object,
        given({ cores: planned.cores, on_boot: planned.on_boot, password_version: planned.password_version }),
      );
      return { number };
    },
    update: async (work, { identity, changes, secrets }) => {
      const object = work.connection.objects.get(identity["number"] as number) as Record<string, Value>;
      for (const { path, after } of changes) {
        work.connection.call(`put ${String(path[0])}`);
        object[String(path[0])] = after;
      }
      Object.assign(object, secrets);
    },
    delete: async (work, { identity }) => {
      work.connection.call("delete");
      work.connection.objects.delete(identity["number"] as number);
    },
  },
});

/** One thing that always exists, and of which several owners each own keys. */
export const settings = resource({
  type: "settings",
  description: "Settings.",
  source: "invented",
  singleton: true,
  attributes: {
    id: computed(text, "Its id."),
    motd: managed(text, "Greeting."),
    keyboard: managed(text, "Layout."),
    language: managed(text, "Language."),
    zone: required(text, "Where it is."),
    policy: optional(text, "What it does.", { default: "drop" }),
  },
  identity: [],
  importId: { form: "settings", example: "settings", parse: (id) => (id === "settings" ? {} : undefined) },
  verbs: {
    read: async (store: Store) => ({
      attributes: {
        id: "settings",
        motd: null,
        keyboard: null,
        language: null,
        zone: "",
        policy: null,
        ...store.singleton,
      },
    }),
    update: async (work, { changes }) => {
      for (const { path, after } of changes) {
        work.connection.call(`put ${String(path[0])}`);
        work.connection.singleton[String(path[0])] = after;
      }
    },
  },
});

function given(values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

export function surroundings(
  store: Store,
  journal: Journal = journalInMemory(),
): Surroundings<Store> & { readonly events: StepEvent[] } {
  const events: StepEvent[] = [];
  return {
    connection: store,
    journal,
    signal: new AbortController().signal,
    report: (event) => void events.push(event),
    events,
  };
}

export function shown(values: ValueObject, ...path: readonly string[]): Value | undefined {
  return valueAt(values, path);
}
