import { elementsOf, textOf, type Call, type Handler, type Routes } from "../../call.js";
import { fail } from "../../failure.js";
import { sectionHandlers, sectionsOf, type SectionObject } from "../../section-object.js";
import { without, type Section } from "../../section.js";
import { locked, maySee } from "./staged-routes.js";
import { viewOf, viewOfOne } from "./staging.js";

const lists = "/cluster/sdn/prefix-lists";
const maps = "/cluster/sdn/route-maps";

const prefixLists: SectionObject = {
  path: lists,
  id: "id",
  file: "sdn-prefix-list",
  type: "prefix-list",
  says: {
    exists: (id) => `prefix list '${id}' already exists`,
    missing: (id) => `prefix list '${id}' does not exist`,
  },
  shown: ({ type: _type, ...section }) => ({ ...section, entries: elementsOf(section["entries"]) }),
};

/** An entry is named by its map and its place in it. */
const mapEntries: SectionObject = {
  path: `${maps}/entries`,
  id: "entry",
  file: "sdn-route-map",
  type: "route-map-entry",
  says: {
    exists: (id) => `route map entry '${id}' already exists`,
    missing: (id) => `route map entry '${id}' does not exist`,
  },
  shown: ({ type: _type, ...section }) => ({
    ...section,
    ...Object.fromEntries(
      ["match", "set"].filter((name) => name in section).map((name) => [name, elementsOf(section[name])]),
    ),
  }),
};

const handlers = { list: sectionHandlers(prefixLists), entry: sectionHandlers(mapEntries) };
const entryPath = `${maps}/entries/{route-map-id}/entry/{order}`;
const listEntry = `${lists}/{id}/entries/{url_seq}`;

/** What routing may tell to, and take from, its neighbours. */
export const routeFilterRoutes: Routes = {
  [`GET ${lists}`]: (call) =>
    viewOf(call, prefixLists).filter(({ id }) => maySee(call, `/sdn/prefix-lists/${id}`)),
  [`POST ${lists}`]: locked(undefined, handlers.list.create),
  [`GET ${lists}/{id}`]: (call) => viewOfOne(call, prefixLists),
  [`PUT ${lists}/{id}`]: locked(undefined, handlers.list.update),
  [`DELETE ${lists}/{id}`]: locked(undefined, handlers.list.remove),
  [`GET ${lists}/{id}/entries`]: (call) => entriesOf(call),
  [`POST ${lists}/{id}/entries`]: locked(undefined, (call) => {
    const entries = entriesOf(call);
    const seq = call.parameters["seq"] ?? Math.max(0, ...entries.map((entry) => Number(entry["seq"]))) + 5;
    if (entries.some((entry) => entry["seq"] === seq)) fail(`sequence number ${seq} already exists`);
    return keep(call, [...entries, { ...entryIn(call), seq }]);
  }),
  [`GET ${listEntry}`]: (call) => entryAt(call),
  [`PUT ${listEntry}`]: locked(undefined, (call) => {
    const before = entryAt(call);
    const removed = new Set(elementsOf(call.parameters["delete"]));
    const after = { ...without(before, removed), ...entryIn(call) };
    return keep(call, [...entriesOf(call).filter((entry) => entry["seq"] !== before["seq"]), after]);
  }),
  [`DELETE ${listEntry}`]: locked(undefined, (call) => {
    const { seq } = entryAt(call);
    return keep(
      call,
      entriesOf(call).filter((entry) => entry["seq"] !== seq),
    );
  }),
  [`GET ${maps}`]: (call) =>
    [...new Set(mapEntriesOf(call).map((row) => String(row["route-map-id"])))].map((id) => ({ id })),
  [`GET ${maps}/entries`]: mapEntriesOf,
  [`POST ${maps}/entries`]: locked(undefined, named(handlers.entry.create)),
  [`GET ${maps}/entries/{route-map-id}`]: (call) =>
    mapEntriesOf(call).filter((row) => row["route-map-id"] === textOf(call, "route-map-id")),
  [`GET ${entryPath}`]: named((call) => plain(viewOfOne(call, mapEntries))),
  [`PUT ${entryPath}`]: locked(undefined, named(handlers.entry.update)),
  [`DELETE ${entryPath}`]: locked(undefined, named(handlers.entry.remove)),
};

function mapEntriesOf(call: Call): readonly Section[] {
  return viewOf(call, mapEntries)
    .map(plain)
    .filter((row) => maySee(call, `/sdn/route-maps/${row["route-map-id"]}`));
}

function plain(row: Section): Section {
  return without(row, new Set(["entry"]));
}

function named(handler: Handler): Handler {
  return (call) => {
    const entry = `${textOf(call, "route-map-id")}_${textOf(call, "order")}`;
    return handler({ ...call, parameters: { ...call.parameters, entry } });
  };
}

/** The entries of a list, in the order of their numbers. */
function entriesOf(call: Call): readonly Section[] {
  return listOfEntries(call)
    .map((text) => Object.fromEntries(text.split(",").map((part) => part.split("=") as [string, string])))
    .map(({ seq = "0", ...entry }): Section => ({ ...entry, seq: Number(seq) }))
    .sort((a, b) => Number(a["seq"]) - Number(b["seq"]));
}

function listOfEntries({ world, parameters }: Call): readonly string[] {
  const id = String(parameters["id"]);
  const section = sectionsOf(world, prefixLists.file).get(id) ?? fail(prefixLists.says.missing(id));
  return elementsOf(section["entries"]);
}

function entryAt(call: Call): Section {
  const seq = Number(call.parameters["url_seq"]);
  return (
    entriesOf(call).find((entry) => entry["seq"] === seq) ??
    fail(`entry with sequence number ${seq} does not exist`)
  );
}

function entryIn({ parameters }: Call): Section {
  const names = ["action", "prefix", "ge", "le", "seq"].filter((name) => name in parameters);
  return Object.fromEntries(names.map((name) => [name, parameters[name] as string | number]));
}

function keep({ world, parameters }: Call, entries: readonly Section[]): null {
  const file = sectionsOf(world, prefixLists.file);
  const id = String(parameters["id"]);
  const texts = entries.map((entry) =>
    Object.entries(entry)
      .map(([name, value]) => `${name}=${value}`)
      .join(","),
  );
  file.set(id, { ...(file.get(id) as Section), entries: texts.join("\0") });
  return null;
}
