import { error, warning } from "../../../lib/diagnostic/diagnostic.js";
import type { Provider } from "../../../lib/schema/provider.js";
import { resource } from "../../../lib/schema/resource.js";
import { assigned, computed, managed, optional, required } from "../../../lib/schema/roles.js";
import { slots } from "../../../lib/schema/structures.js";
import { flag, integer, setOf, text } from "../../../lib/schema/types.js";
import { isObject, type Value } from "../../../lib/value/value.js";
import { lookup } from "./toy-lookup.js";
import { ToyConnection, type ToyWorld } from "./toy-store.js";

/** A regular resource: named by its author, with defaults. */
const thing = resource({
  type: "thing",
  description: "A thing.",
  source: "invented",
  attributes: {
    id: computed(text, "Its id."),
    name: required(text, "Its name."),
    size: optional(integer({ min: 1 }), "Its size.", { default: 3 }),
    comment: optional(text, "Free text.", { absent: "" }),
    secret: optional(text, "A secret.", { sensitive: true }),
    revision: computed(integer(), "Counts changes.", { changesWith: ["size"] }),
  },
  identity: ["name"],
  importId: { form: "{name}", example: "a", parse: (name) => ({ name }) },
  verbs: {
    read: async ({ world }: ToyConnection, { name }) => {
      await world.call(`read thing ${name as string}`);
      const row = world.things.get(name as string);
      return row === undefined
        ? undefined
        : {
            attributes: {
              id: `thing/${name as string}`,
              name: name as string,
              size: 3,
              comment: null,
              secret: null,
              revision: 1,
              ...row,
            },
          };
    },
    create: async (work, { planned }) => {
      const { world } = work.connection;
      await work.intend({ name: planned.name });
      await world.call(`create thing ${planned.name}`);
      world.things.set(
        planned.name,
        given({ size: planned.size, comment: planned.comment, secret: planned.secret, revision: 1 }),
      );
      return { name: planned.name };
    },
    update: async (work, { identity, changes }) => {
      const { world } = work.connection;
      const row = world.things.get(identity["name"] as string) ?? {};
      for (const { path, after } of changes) {
        await world.call(`set thing ${identity["name"] as string} ${String(path[0])}`);
        row[String(path[0])] = after;
      }
      row["revision"] = Number(row["revision"] ?? 0) + 1;
    },
    delete: async (work, { identity }) => {
      await work.connection.world.call(`delete thing ${identity["name"] as string}`);
      work.connection.world.things.delete(identity["name"] as string);
    },
    needs: async (_connection, change) =>
      change.action === "delete" || Number(change.planned["size"]) < 10
        ? []
        : [
            {
              kind: "room",
              subject: { size: change.planned["size"] ?? null },
              because: "it is large",
              path: ["size"],
            },
          ],
  },
});

/** A resource with slots, a number that the world assigns, data that can be lost and a write-only password. */
const guest = resource({
  type: "guest",
  description: "A guest.",
  source: "invented",
  attributes: {
    id: computed(text, "Its id."),
    number: assigned(integer({ min: 1 }), "Its number."),
    name: required(text, "Its name."),
    cores: managed(integer({ min: 1 }), "Cores.", { effect: "reboot" }),
    tags: managed(setOf(text), "Tags.", { absent: [] }),
    password: managed(text, "Password.", { writeOnly: { version: "password_version" } }),
    password_version: managed(integer(), "Version of the password."),
    allow_data_loss: managed(flag, "Allows the loss of data."),
    disks: slots("managed", "Disks.", {
      slot: { scsi: 30 },
      attributes: {
        storage: required(text, "Where it lies."),
        gibibytes: managed(integer(), "Its size."),
        volume: assigned(text, "The volume."),
      },
    }),
  },
  identity: ["number"],
  importId: {
    form: "{number}",
    example: "7",
    parse: (id) => (/^\d+$/.test(id) ? { number: Number(id) } : undefined),
  },
  dataLossAttribute: "allow_data_loss",
  rules: { data: (prior) => Object.keys(prior.disks ?? {}).map((slot) => `disk ${slot}`) },
  verbs: {
    read: async ({ world }: ToyConnection, { number }) => {
      await world.call(`read guest ${Number(number)}`);
      const row = world.guests.get(Number(number));
      if (row === undefined) return undefined;
      const { password: _password, ...rest } = row;
      return {
        attributes: {
          id: `${Number(number)}`,
          number: Number(number),
          name: "",
          cores: null,
          tags: null,
          disks: null,
          ...rest,
        },
      };
    },
    create: async (work, { planned, secrets }) => {
      const { world } = work.connection;
      const number = planned.number ?? 100 + world.guests.size;
      await work.intend({ number });
      await world.call(`create guest ${planned.name}`);
      world.guests.set(number, { name: planned.name, ...secrets });
      work.progress("configuring", 0.5);
      await work.task(`configure ${planned.name}`);
      const { cores, tags, password_version, disks } = planned;
      Object.assign(
        world.guests.get(number) as object,
        given({ cores, tags, password_version, disks: withVolumes(disks, number) }),
      );
      return { number };
    },
    update: async (work, { identity, changes, secrets }) => {
      const { world } = work.connection;
      const number = Number(identity["number"]);
      const row = world.guests.get(number) as Record<string, Value>;
      for (const { path, after } of changes) {
        await world.call(`set guest ${number} ${path.join(".")}`);
        setAt(row, path.map(String), after);
      }
      row["disks"] = withVolumes(row["disks"] ?? null, number);
      Object.assign(row, secrets);
    },
    delete: async (work, { identity }) => {
      await work.connection.world.call(`delete guest ${Number(identity["number"])}`);
      work.connection.world.guests.delete(Number(identity["number"]));
    },
  },
});

/** One thing that always exists. */
const settings = resource({
  type: "settings",
  description: "Settings.",
  source: "invented",
  singleton: true,
  attributes: {
    id: computed(text, "Its id."),
    motd: managed(text, "Greeting."),
    keyboard: managed(text, "Layout."),
  },
  identity: [],
  importId: { form: "settings", example: "settings", parse: (id) => (id === "settings" ? {} : undefined) },
  verbs: {
    read: async ({ world }: ToyConnection) => {
      await world.call("read settings");
      return { attributes: { id: "settings", motd: null, keyboard: null, ...world.settings } };
    },
    update: async (work, { changes }) => {
      for (const { path, after } of changes) {
        await work.connection.world.call(`set settings ${String(path[0])}`);
        work.connection.world.settings[String(path[0])] = after;
      }
    },
  },
});

function given(values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function withVolumes(disks: Value | undefined, number: number): Value {
  if (!isObject(disks)) return null;
  return Object.fromEntries(
    Object.entries(disks).map(([slot, disk]) => [
      slot,
      isObject(disk) ? { gibibytes: null, ...disk, volume: `guest-${number}-${slot}` } : disk,
    ]),
  );
}

function setAt(row: Record<string, Value>, [step = "", ...rest]: readonly string[], value: Value): void {
  if (rest.length === 0) {
    if (value === null) delete row[step];
    else row[step] = value;
    return;
  }
  const inner: Record<string, Value> = isObject(row[step]) ? { ...row[step] } : {};
  row[step] = inner;
  setAt(inner, rest, value);
}

/** A provider of three types and a data source over a world in memory. */
export function toyProvider(world: ToyWorld): Provider<ToyConnection> {
  return {
    name: "toy",
    source: "tests/toy",
    version: "1.0.0",
    description: "A toy.",
    configuration: {
      endpoint: optional(text, "Where it is."),
      token: optional(text, "A secret.", { sensitive: true }),
    },
    checkConfiguration: ({ endpoint }, environment) => [
      ...(endpoint === "nowhere" ? [error("the endpoint is nowhere", { path: ["endpoint"] })] : []),
      ...(environment["TOY_OLD"] === undefined ? [] : [warning("TOY_OLD is not needed any more")]),
    ],
    connect: async (configuration) => new ToyConnection(world, configuration["endpoint"] as string),
    check: async ({ world }, needs) => {
      await world.call(`read room for ${needs.length}`);
      const missing = needs.filter(({ subject }) => Number(subject["size"]) > world.room);
      return {
        held: needs.length === missing.length ? [] : [`room for ${needs.length - missing.length}`],
        diagnostics: missing.map(({ address, construct, because, path = [], unmet }) => ({
          severity: unmet === "certainly" ? "error" : "warning",
          summary: "no room",
          detail: because,
          path,
          ...(address === undefined ? {} : { address }),
          ...(construct === undefined ? {} : { construct }),
        })),
      };
    },
    catalog: {
      toy_thing: async () => thing,
      toy_guest: async () => guest,
      toy_settings: async () => settings,
    },
    dataSources: { toy_lookup: async () => lookup, toy_old_lookup: async () => lookup },
  };
}
