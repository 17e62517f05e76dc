import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, it } from "vitest";

import { openStack } from "../../../lib/engine/open-stack.js";
import type { Rules } from "../../../lib/schema/resource.js";
import type { Attributes } from "../../../lib/schema/attribute.js";
import { toyProvider } from "./toy-provider.js";
import { ToyWorld } from "./toy-store.js";

const faults: readonly (readonly [string, Rules<Attributes>])[] = [
  ["check", { check: fault }],
  ["derive", { derive: fault }],
  ["checkCreation", { checkCreation: fault }],
];

function fault(): never {
  throw new TypeError("this has no text");
}

it.each(faults)(
  "a definition whose %s throws is told with the construct that it was asked for",
  async (_, rules) => {
    const directory = await mkdtemp(join(tmpdir(), "engine-test-"));
    const file = join(directory, "cdk.tf.json");
    const thing = { "//": { metadata: { path: "web/a" } }, name: "a" };
    await writeFile(
      file,
      JSON.stringify({
        resource: { toy_thing: { a: thing } },
        provider: { toy: [{ endpoint: "here" }] },
        terraform: {
          backend: { local: { path: join(directory, "terraform.tfstate") } },
          required_providers: { toy: { source: "tests/toy", version: "1.0.0" } },
        },
      }),
    );
    const provider = toyProvider(new ToyWorld());
    const definition = await provider.catalog["toy_thing"]?.();
    if (definition === undefined) throw new Error("there is no toy_thing");
    const stack = await openStack({
      source: { name: "web", file, dependsOn: [] },
      provider: {
        ...provider,
        catalog: { ...provider.catalog, toy_thing: async () => ({ ...definition, rules }) },
      },
      environment: {},
    });
    await expect(stack.plan()).rejects.toMatchObject({
      diagnostics: [{ summary: "this has no text", address: "toy_thing.a", construct: "web/a" }],
    });
    await stack.close();
    await rm(directory, { recursive: true });
  },
);
