import { warning } from "../../../lib/diagnostic/diagnostic.js";
import { dataSource } from "../../../lib/schema/data-source.js";
import { computed, optional, required } from "../../../lib/schema/roles.js";
import { entries } from "../../../lib/schema/structures.js";
import { integer, setOf, text } from "../../../lib/schema/types.js";
import type { ToyConnection } from "./toy-store.js";

/** Looks a thing up by its name; a name that nothing has is answered too. */
export const lookup = dataSource({
  type: "lookup",
  aliases: ["toy_old_lookup"],
  description: "A thing, looked up.",
  source: "invented",
  attributes: {
    id: computed(text, "Its id."),
    name: required(text, "The name to look for."),
    note: optional(text, "Free text."),
    where: entries("optional", "Filters.", { block: true, attributes: { name: required(text, "A name.") } }),
    size: computed(integer(), "Its size."),
    secret: computed(text, "Its secret.", { sensitive: true }),
    all: entries("computed", "All things.", { attributes: { name: computed(text, "A name.") } }),
    names: computed(setOf(text), "All names."),
  },
  read: async ({ world, endpoint }: ToyConnection, { name }, warn) => {
    await world.call(`read lookup ${name} at ${endpoint}`);
    const thing = world.things.get(name);
    if (name === "odd") warn(warning("that is odd"));
    const names = [...world.things.keys()].sort();
    return {
      id: `lookup/${name}`,
      size: thing?.["size"] ?? 0,
      secret: thing?.["secret"] ?? "none",
      all: names.map((each) => ({ name: each })),
      names,
    };
  },
});
