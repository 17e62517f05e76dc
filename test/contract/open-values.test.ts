import { readFile, writeFile } from "node:fs/promises";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { isWithin, parsePath, pathText, valueAt, type Path } from "../../lib/value/path.js";
import { unknown, type Value, type ValueObject } from "../../lib/value/value.js";
import { proxmox } from "../../providers/proxmox/provider.js";
import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { linesOf } from "../lib/cli/stage.js";
import { Workplace } from "../lib/cli/workplace.js";
import { environmentOf } from "./executor.js";
import { startPluginExecutor } from "./plugin-executor.js";
import { laidOver, withValue, type Subject } from "./subject.js";
import { subjects } from "./subjects.js";

/** What the code refers to where a value is known only after something else was made. */
const maker = { proxmox_user_token: { maker: { user_id: "root@pam", token_name: "maker" } } };
const notKnownYet = "${proxmox_user_token.maker.id}";

/** The least code with something at one path, and what must stand beside it. */
interface Variant {
  readonly path: Path;
  readonly code: ValueObject;
}

/** What a text holds that was made of a value which has none. */
const broken =
  /\[object|\bNaN\b|\bundefined\b|\$unknown|\$secret|has no text|could not be checked|is not a function|not iterable|Cannot read/;

describe.each(subjects.map((subject) => [subject.type, subject] as const))("%s", (type, subject) => {
  let pve: Simulation;
  let place: Workplace;
  let paths: readonly Path[];

  beforeAll(async () => {
    const definition = await proxmox.catalog[type]?.();
    paths = pathsOf(subject).filter(([name]) => definition?.attributes[String(name)]?.role !== "computed");
    pve = await simulate();
    await subject.prepare?.(pve);
    place = await Workplace.open(environmentOf(pve));
  });
  afterAll(async () => {
    await place[Symbol.asyncDispose]();
    await pve.close();
  });

  const write = (resources: ValueObject, more: ValueObject = {}) =>
    place.code(
      { ...maker, [type]: { ...((maker as ValueObject)[type] as ValueObject), ...resources } },
      more,
    );

  /** Plans all variants that the code's own rules let through, for a person and for a program. */
  async function expectPlanned(variants: readonly Variant[], more: ValueObject = {}): Promise<void> {
    const all = named(variants);
    await write(all, more);
    const checked = await place.command("validate", "--json");
    expect(checked.out).not.toMatch(broken);
    const refused = new Set(linesOf(checked, "diagnostic").map(({ address }) => address?.split(".")[1]));
    const right = Object.fromEntries(Object.entries(all).filter(([name]) => !refused.has(name)));
    expect(Object.keys(right)).not.toEqual([]);
    await write(right, more);
    const told = await place.command("plan", "--json");
    const diagnostics = linesOf(told, "diagnostic");
    expect(diagnostics.filter(({ address, construct }) => (address ?? construct) === undefined)).toEqual([]);
    expect(linesOf(told, "planned")).toHaveLength(1);
    expect(diagnostics.filter(({ summary, detail }) => broken.test(`${summary} ${detail}`))).toEqual([]);
    const shown = await place.command("plan");
    expect(`${shown.out}${shown.complaints}`.split("\n").filter((line) => broken.test(line))).toEqual([]);
  }

  it("is planned with each of its attributes not known yet", () =>
    expectPlanned(paths.map((path) => varied(subject, path, notKnownYet))));

  it("is planned with each of its attributes a secret", async () => {
    const variants = paths.flatMap((path) => {
      const value = givenAt(subject, path);
      return value === undefined ? [] : [{ ...varied(subject, path, `\${var.${nameOf(path)}}`), value }];
    });
    await expectPlanned(variants, {
      variable: Object.fromEntries(
        variants.map(({ path, value }) => [nameOf(path), { type: "any", sensitive: true, default: value }]),
      ),
    });
  });

  it("is planned with each of its attributes not known any more", async () => {
    const variants = paths.map((path) => varied(subject, path, notKnownYet));
    await write({ made: subject.code });
    expect(await place.command("apply", "--yes", "--target", `${type}.made`)).toMatchObject({ code: 0 });
    await repeatInState(place.statePath, Object.keys(named(variants)));
    await expectPlanned(variants);
  });

  it("is planned by the plugin with each of its attributes not known, new and standing", async () => {
    const plugin = await startPluginExecutor(type, pve);
    const plans = async () => {
      for (const path of paths) {
        const { diagnostics } = await plugin.plan(varied(subject, path, unknown).code);
        const texts = diagnostics.map(({ summary, detail }) => `${summary} ${detail}`);
        expect({ path, texts: texts.filter((text) => broken.test(text)) }).toEqual({ path, texts: [] });
      }
    };
    await plans();
    await (await plugin.plan(subject.code)).apply();
    await plans();
    await plugin.close();
  });
});

/** Every path at which the subject can have a value, and what surrounds it. */
function pathsOf({ changes, untried, code }: Subject): readonly Path[] {
  const texts = [
    ...Object.keys(changes),
    ...Object.keys(untried),
    ...placesIn(code).map(pathText),
    ...Object.entries(changes).flatMap(([text, [value]]) =>
      placesIn(value).map((path) => `${text}${rest(path)}`),
    ),
  ];
  const paths = texts.flatMap((text) => {
    const path = parsePath(text);
    return path === undefined ? [] : path.map((_, index) => path.slice(0, index + 1));
  });
  return [...new Map(paths.map((path) => [pathText(path), path])).values()];
}

/** Paths of all that lies in a value. */
function placesIn(value: Value): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value as ValueObject).flatMap(([name, each]) => {
    const step = Array.isArray(value) ? Number(name) : name;
    return [[step], ...placesIn(each).map((path) => [step, ...path])];
  });
}

const rest = (path: Path) => (typeof path[0] === "number" ? pathText(path) : `.${pathText(path)}`);

function givenAt({ changes, code }: Subject, path: Path): Value | undefined {
  const inChanges = Object.entries(changes).map(([text, [value]]) => {
    const at = parsePath(text) ?? [];
    return isWithin(path, at) ? valueAt(value, path.slice(at.length)) : undefined;
  });
  return inChanges.find((value) => value !== undefined) ?? valueAt(code, path);
}

function varied(subject: Subject, path: Path, value: Value): Variant {
  const text = pathText(path);
  const base = laidOver(subject.code, subject.beside?.[text] ?? {});
  const above = Object.keys(subject.changes)
    .flatMap((each) => [parsePath(each) ?? []])
    .find((each) => each.length < path.length && isWithin(path, each));
  const around = above === undefined ? base : withValue(base, above, givenAt(subject, above) ?? null);
  return { path, code: put(around, path, value) };
}

/** The same as `withValue`, into lists too. */
function put(inside: Value, path: Path, value: Value): ValueObject {
  const [step, ...further] = path;
  if (step === undefined) return value as ValueObject;
  if (typeof step === "number" && Array.isArray(inside))
    return inside.map((each: Value, index) =>
      index === step ? put(each, further, value) : each,
    ) as unknown as ValueObject;
  const object = (typeof inside === "object" && inside !== null ? inside : {}) as ValueObject;
  return { ...object, [String(step)]: put(object[String(step)] ?? null, further, value) };
}

const nameOf = (path: Path) => pathText(path).replace(/\W+/g, "-").replace(/-$/, "");

const named = (variants: readonly Variant[]): ValueObject =>
  Object.fromEntries(variants.map(({ path, code }) => [`at-${nameOf(path)}`, code]));

/** Lets the state's object stand at other addresses instead. */
async function repeatInState(path: string, names: readonly string[]): Promise<void> {
  const state = JSON.parse(await readFile(path, "utf8")) as { resources: { name: string }[] };
  const resources = state.resources.flatMap((each) =>
    each.name === "made" ? names.map((name) => ({ ...each, name })) : [each],
  );
  await writeFile(path, JSON.stringify({ ...state, resources }));
}
