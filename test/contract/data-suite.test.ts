import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import type { Attributes } from "../../lib/schema/attribute.js";
import { objectType } from "../../lib/schema/object-type.js";
import { valueOfType } from "../../lib/schema/value-of-type.js";
import { pathText } from "../../lib/value/path.js";
import { scalarText } from "../../lib/value/scalar-text.js";
import { isList, isObject, type Value, type ValueObject } from "../../lib/value/value.js";
import { currentDataSources } from "../../providers/proxmox/data-source-catalog.js";
import { proxmox } from "../../providers/proxmox/provider.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { furnish } from "../providers/data-sources/furnished.js";
import type { StartAsker } from "./asker.js";
import { answerViolations } from "./core-rules.js";
import { dataSubjects } from "./data-subjects.js";
import { furnishFurther } from "./furnish-further.js";
import { startEngineAsker } from "./engine-asker.js";
import { startPluginAsker } from "./plugin-asker.js";

const askers: readonly (readonly [string, StartAsker])[] = [
  ["the engine", startEngineAsker],
  ["the plugin", startPluginAsker],
];

let pve: Simulation;
beforeAll(async () => {
  pve = await simulate({ nodes: ["pve1", "pve2"] });
  await furnish(pve);
  await furnishFurther(pve);
});
afterEach(() => pve.faults.clear());
afterAll(() => pve.close());

const attributesOf = async (type: string): Promise<Attributes> =>
  (await proxmox.dataSources[type]?.())?.attributes ?? {};

describe("data sources", () => {
  it("are all asked here", async () => {
    const types = (names: readonly string[]) =>
      Promise.all(names.map(async (name) => (await proxmox.dataSources[name]?.())?.type));
    expect((await types(dataSubjects.map(({ type }) => type))).sort()).toEqual(
      (await types(currentDataSources)).sort(),
    );
  });

  it.each(dataSubjects.map((subject) => [subject.type, subject] as const))(
    "are tried with every argument of %s",
    async (type, { asked }) => {
      const written = new Set(asked.flatMap(({ code }) => pathsOf(code)));
      const missing = authored(await attributesOf(type)).filter((path) => !written.has(path));
      expect(missing).toEqual([]);
    },
  );
});

for (const subject of dataSubjects)
  describe.each(askers)(`${subject.type} under %s`, (_name, start) => {
    const { type, asked, wrong, missing, path } = subject;

    /** Asks everything of one executor. */
    const using = async <T>(
      work: (ask: (code: ValueObject) => ReturnType<Ask>) => Promise<T>,
    ): Promise<T> => {
      const asker = await start(type, pve);
      try {
        return await work((code) => asker.ask(code));
      } finally {
        await asker.close();
      }
    };
    const [first = { code: {}, told: {} }] = asked;

    it("answers, wholly known and in its shape, beside what was asked", () =>
      using(async (ask) => {
        const attributes = await attributesOf(type);
        for (const { code, told } of asked) {
          const { values, diagnostics } = await ask(code);
          expect({ code, diagnostics, broken: answerViolations(values) }).toEqual({
            code,
            diagnostics: [],
            broken: [],
          });
          expect(values).toEqual(valueOfType(values, objectType(attributes)));
          expect(values).toMatchObject({ ...told, ...code });
        }
      }));

    it("reads, each thing once, and writes nothing", () =>
      using(async (ask) => {
        for (const { code } of asked) {
          pve.requests.length = 0;
          await ask(code);
          const requests = questionsTo(pve);
          expect(requests.map(({ verb }) => verb).filter((verb) => verb !== "GET")).toEqual([]);
          const questions = requests.map((each) => JSON.stringify([each.path, each.parameters]));
          expect(questions).toEqual([...new Set(questions)]);
        }
      }));

    it("asks nothing where the question makes no sense, and says why", () =>
      using(async (ask) => {
        for (const [code, text] of wrong) {
          pve.requests.length = 0;
          const { values, diagnostics } = await ask(code);
          expect(values).toBeUndefined();
          expect(diagnostics.map(({ summary, detail }) => `${summary} ${detail}`).join()).toContain(text);
          expect(questionsTo(pve)).toEqual([]);
        }
      }));

    it.skipIf(missing === undefined)("says which argument is to blame where nothing answers", () =>
      using(async (ask) => {
        const [code, argument] = missing ?? [{}, ""];
        const { values, diagnostics } = await ask(code);
        expect(values).toBeUndefined();
        expect(diagnostics.map((each) => [each.severity, pathText(each.path ?? [])])).toEqual([
          ["error", argument],
        ]);
        expect(JSON.stringify(diagnostics)).toContain(scalarText(code[argument]));
      }),
    );

    it("passes on what the API refuses, and answers when it no longer does", () =>
      using(async (ask) => {
        pve.faults.add({
          when: { path },
          then: { status: 403, message: "Permission check failed (/, Sys.Audit)" },
        });
        const { values, diagnostics } = await ask(first.code);
        expect(values).toBeUndefined();
        expect(JSON.stringify(diagnostics)).toContain("Sys.Audit");
        pve.faults.clear();
        expect((await ask(first.code)).values).toBeDefined();
      }));
  });

describe.each(dataSubjects.map((subject) => [subject.type, subject] as const))("%s", (type, subject) => {
  it("is answered the same by both, and every attribute is told by some answer", async () => {
    const all: ValueObject[] = [];
    const [engine, plugin] = await Promise.all(askers.map(([, start]) => start(type, pve)));
    for (const { code } of subject.asked) {
      const [ours, theirs] = [await engine?.ask(code), await plugin?.ask(code)];
      expect(steady(ours?.values)).toEqual(steady(theirs?.values));
      all.push(ours?.values ?? {});
    }
    await Promise.all([engine?.close(), plugin?.close()]);
    const told = new Set(all.flatMap(pathsOf));
    const silent = named(await attributesOf(type)).filter((path) => !told.has(path));
    expect(silent.filter((path) => !(path in (subject.untold ?? {})))).toEqual([]);
    expect(Object.keys(subject.untold ?? {}).filter((path) => told.has(path))).toEqual([]);
  });
});

/** What was asked, without what a connection asks by itself, now or a little later: who it is, where else it may go. */
function questionsTo({ requests }: Simulation) {
  return requests.filter(({ path }) => !["/access/ticket", "/cluster/status"].includes(path));
}

type Ask = Awaited<ReturnType<StartAsker>>["ask"];

/** Without what changes by itself between two answers. */
function steady(value: Value | undefined): Value | undefined {
  if (isList(value)) return value.map((each) => steady(each) ?? null);
  if (!isObject(value)) return value;
  const moving = /uptime|utilization|_used|available|fraction/;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, moving.test(name) ? null : (steady(each) ?? null)]),
  );
}

/** Paths of attributes that say something, without the places in lists and slots. */
function pathsOf(values: Value): readonly string[] {
  const within = (value: Value, path: readonly string[]): readonly string[] => {
    if (value === null) return [];
    const here = path.length === 0 ? [] : [path.join(".")];
    if (isList(value))
      return [...here, ...value.flatMap((each) => (isObject(each) ? within(each, path) : []))];
    if (!isObject(value)) return here;
    const inside = Object.entries(value).flatMap(([name, each]) =>
      within(each, isSlot(name) ? path : [...path, name]),
    );
    return [...here, ...inside];
  };
  return within(values, []);
}

function isSlot(name: string): boolean {
  return /^[a-z]+\d+$/.test(name);
}

function named(attributes: Attributes, path: readonly string[] = []): readonly string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const here = [...path, name];
    return attribute.kind === "leaf" ? [here.join(".")] : named(attribute.attributes, here);
  });
}

/** Those that an author may write. */
function authored(attributes: Attributes): readonly string[] {
  return named(Object.fromEntries(Object.entries(attributes).filter(([, { role }]) => role !== "computed")));
}
