import { join } from "node:path";

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { answerViolations, planViolations } from "../contract/core-rules.js";
import { parsePath, valueAt } from "../../lib/value/path.js";
import type { ValueObject } from "../../lib/value/value.js";
import { buildToyPlugin } from "./fixtures/build-toy-plugin.js";
import { objectLookup } from "./fixtures/object-lookup.js";
import { toyMachine } from "./fixtures/toy-provider.js";
import { terraformFolder, type TerraformFolder } from "./terraform.js";
import { toyStack, toyState } from "./toy-stack.js";
import { triples, type Triple } from "./triples.js";

const { attributes } = toyMachine;

describe("the statement of core's rules, against the real terraform", () => {
  let terraform: TerraformFolder;

  beforeAll(async () => {
    terraform = await terraformFolder({}, buildToyPlugin);
  });
  afterAll(() => terraform.remove());

  it("objects to exactly the places that terraform objects to", async () => {
    // One seed for everybody, so that a red run means a change; another one by SEED.
    const seed = Number(process.env["SEED"] ?? 20_261);
    const sample = fc.sample(triples(attributes), { seed, numRuns: 300 });
    const machines = Object.fromEntries(sample.map((triple, index) => [`m${index}`, named(triple, index)]));
    const verdicts = await terraformsVerdicts(terraform, machines);
    const disagreements = Object.entries(machines).flatMap(([name, triple]) =>
      disagreementsOver(triple, verdicts[name] ?? []),
    );
    expect({ seed, disagreements: unique(disagreements).slice(0, 20) }).toEqual({ seed, disagreements: [] });
    const refused = Object.keys(verdicts).length;
    expect(refused).toBeGreaterThan(50);
    expect(refused).toBeLessThan(290);
  });

  it("objects to exactly the answers of data sources that terraform objects to", async () => {
    const seed = Number(process.env["SEED"] ?? 20_261);
    const answers = Object.fromEntries(
      fc
        .sample(triples(objectLookup.attributes), { seed, numRuns: 100 })
        .map(
          ({ prior, planned }, index) =>
            [`a${index}`, index % 10 === 0 ? undefined : (prior ?? planned)] as const,
        ),
    );
    const objected = await terraformsObjections(terraform, answers);
    const ours = Object.entries(answers)
      .filter(([, answer]) => answerViolations(answer).length > 0)
      .map(([name]) => name);
    expect({ seed, objected }).toEqual({ seed, objected: ours.sort() });
    expect(ours.length).toBeGreaterThan(20);
    expect(ours.length).toBeLessThan(80);
  });
});

function disagreementsOver(triple: Triple, theirs: readonly string[]): readonly string[] {
  const all = placesOf(planViolations(attributes, triple));
  // Terraform looks no further where a write-only value comes back.
  const ours = theirs.some(isWriteOnly) ? all.filter(isWriteOnly) : all;
  const describe = (who: string) => (place: string) => {
    const path = parsePath(place) ?? [];
    const values = [triple.prior, triple.configuration, triple.planned].map((side) => valueAt(side, path));
    return `only ${who} at ${place}: [prior, configuration, planned] = ${JSON.stringify(values)}`;
  };
  return [
    ...ours.filter((place) => !theirs.includes(place)).map(describe("we object")),
    ...theirs.filter((place) => !ours.includes(place)).map(describe("terraform objects")),
  ];
}

function isWriteOnly(place: string): boolean {
  const attribute = attributes[place];
  return attribute?.kind === "leaf" && attribute.writeOnly !== undefined;
}

/** The zone is how the scripted plugin tells the machines apart. */
function named(triple: Triple, index: number): Triple {
  const { zone } = triple.planned;
  const isFaithful = zone === triple.configuration["zone"];
  return {
    ...triple,
    configuration: { ...triple.configuration, zone: `m${index}` },
    planned: isFaithful ? { ...triple.planned, zone: `m${index}` } : triple.planned,
  };
}

async function terraformsVerdicts(
  terraform: TerraformFolder,
  machines: Readonly<Record<string, Triple>>,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const pick = <T>(part: (triple: Triple) => T) =>
    Object.fromEntries(Object.entries(machines).map(([name, triple]) => [name, part(triple)]));
  await terraform.write(
    "plans.json",
    pick(({ planned }) => planned),
  );
  await terraform.write("main.tf.json", toyStack(pick(({ configuration }) => configuration)));
  const standing = Object.entries(machines).flatMap(([name, { prior }]) =>
    prior === undefined ? [] : [[name, prior] as const],
  );
  await terraform.write("terraform.tfstate", toyState(Object.fromEntries(standing)));
  await terraform.run("init");
  terraform.environment["TOY_PLANS"] = join(terraform.path, "plans.json");
  const { text } = await terraform.run("plan", "-refresh=false", "-json");
  if (text.includes("TERRAFORM CRASH")) throw new Error(text);
  const found: Record<string, string[]> = {};
  for (const { summary, detail } of errorsIn(text)) {
    const [, name, place] = /toy_machine\.(m\d+)((?:\.\w+|\[[^\]]+\])*)/.exec(detail) ?? [];
    if (name === undefined)
      throw new Error(`terraform did not come to judge the plan: ${summary}: ${detail}`);
    (found[name] ??= []).push(placeOf(place ?? ""));
  }
  return Object.fromEntries(Object.entries(found).map(([name, places]) => [name, unique(places)]));
}

interface Complaint {
  readonly summary: string;
  readonly detail: string;
}

/** The names of the answers that terraform does not take. */
async function terraformsObjections(
  terraform: TerraformFolder,
  answers: Readonly<Record<string, ValueObject | undefined>>,
): Promise<readonly string[]> {
  await terraform.write("answers.json", answers);
  await terraform.write("main.tf.json", {
    terraform: { required_providers: { toy: { source: "pve-cdk/toy" } } },
    data: { toy_lookup: Object.fromEntries(Object.keys(answers).map((name) => [name, { word: name }])) },
  });
  await terraform.write("terraform.tfstate", toyState({}));
  await terraform.run("init");
  terraform.environment["TOY_ANSWERS"] = join(terraform.path, "answers.json");
  const { text } = await terraform.run("plan", "-json");
  if (text.includes("TERRAFORM CRASH")) throw new Error(text);
  return unique(
    errorsIn(text).map(({ summary, detail }) => {
      const [, name] = /toy_lookup\.(a\d+)/.exec(detail) ?? [];
      if (name === undefined) throw new Error(`${summary}: ${detail}`);
      return name;
    }),
  );
}

function errorsIn(text: string): readonly Complaint[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as { readonly diagnostic?: Complaint & { readonly severity: string } })
    .flatMap(({ diagnostic }) =>
      diagnostic === undefined || diagnostic.severity !== "error" ? [] : [diagnostic],
    );
}

/** `.disks["scsi0"].storage` as our paths write it. */
function placeOf(path: string): string {
  return path.replace(/\["([^"]+)"\]/g, ".$1").replace(/^\./, "");
}

function placesOf(violations: readonly string[]): readonly string[] {
  return unique(violations.map((each) => each.split(": ")[0] ?? ""));
}

function unique(places: readonly string[]): readonly string[] {
  return [...new Set(places)].sort();
}
