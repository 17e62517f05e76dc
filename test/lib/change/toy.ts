import { assigned, computed, managed, optional, required } from "../../../lib/schema/roles.js";
import { resource } from "../../../lib/schema/resource.js";
import { entries, nested, slots } from "../../../lib/schema/structures.js";
import { flag, integer, setOf, text } from "../../../lib/schema/types.js";
import type { Instance, PrivateData } from "../../../lib/change/instance.js";
import { nothingOwned } from "../../../lib/change/instance.js";
import type { ValueObject } from "../../../lib/value/value.js";

const fold = (value: string) => value.toLowerCase();

/** A machine with one attribute of every kind, for tests of the pure core. */
export const machine = resource({
  type: "machine",
  description: "A machine.",
  source: "invented",
  attributes: {
    id: computed(text, "Its id."),
    number: assigned(integer({ min: 1 }), "Its number."),
    zone: required(text, "Where it is."),
    label: optional(text, "A label.", { absent: "", canonical: fold }),
    size: optional(integer(), "Its size.", { default: 3 }),
    image: managed(text, "Made from.", { origin: true }),
    cores: managed(integer({ min: 1 }), "Cores.", { effect: "reboot" }),
    start_on_boot: managed(flag, "Starts with the host.", { absent: false }),
    tags: managed(setOf(text), "Tags.", { absent: [] }),
    serial: managed(text, "Can't be taken away.", { clear: "replace" }),
    allow_data_loss: managed(flag, "Allows the loss of data."),
    revision: computed(integer(), "Counts changes of cores.", { changesWith: ["cores"] }),
    agent: nested("managed", "The agent.", {
      attributes: { enabled: managed(flag, "On."), kind: managed(text, "Kind.") },
    }),
    disks: slots("managed", "Disks.", {
      slot: { scsi: 30 },
      effect: "hot-plug",
      attributes: {
        storage: required(text, "Where it lies."),
        gibibytes: managed(integer(), "Its size."),
        cache: managed(text, "Cache mode.", { effect: "reboot" }),
        volume: assigned(text, "The volume.", { changesWith: ["storage"] }),
      },
    }),
    rules: entries("optional", "Rules in order.", {
      attributes: { action: required(text, "What to do."), comment: optional(text, "Why.", { absent: "" }) },
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
  verbs: { read: async () => undefined, update: async () => undefined },
});

/** A configuration of the machine with everything unset but what is given. */
export function written(values: ValueObject): ValueObject {
  return { ...Object.fromEntries(Object.keys(machine.attributes).map((name) => [name, null])), ...values };
}

/** An instance of the machine as a state holds it. */
export function standing(values: ValueObject, data: Partial<PrivateData> = {}): Instance {
  return {
    attributes: written({ id: "7", number: 7, zone: "a", size: 3, revision: 1, ...values }),
    private: { ...nothingOwned, ...data },
  };
}
