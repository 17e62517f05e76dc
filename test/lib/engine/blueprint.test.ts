import { describe, expect, it } from "vitest";

import { readBlueprint } from "../../../lib/engine/blueprint/read-blueprint.js";
import type { ValueObject } from "../../../lib/value/value.js";

const read = (json: ValueObject) =>
  readBlueprint(json, { stack: "web", file: "/app/cdktf.out/stacks/web/cdk.tf.json" });

describe("readBlueprint", () => {
  it.each([
    [
      "another backend",
      { terraform: { backend: { s3: { bucket: "b" } } } },
      /backend "s3"[\s\S]*belongs to Terraform/,
    ],
    ["HCP Terraform", { terraform: { cloud: { organization: "o" } } }, /HCP Terraform/],
    ["modules", { module: { m: { source: "x" } } }, /"module" blocks are not supported/],
    [
      "conditions of data sources",
      { data: { toy_look: { x: { lifecycle: { postcondition: [{}] } } } } },
      /data\.toy_look\.x: "postcondition" is not supported/,
    ],
    [
      "states of other stacks that lie elsewhere",
      { data: { terraform_remote_state: { x: { backend: "s3", config: {} } } } },
      /data\.terraform_remote_state\.x: the other stack's state does not lie in a local file/,
    ],
    [
      "moves of data sources",
      { moved: [{ from: "data.toy_look.x", to: "toy_thing.a" }] },
      /"data\.toy_look\.x" is no resource/,
    ],
    [
      "provisioners",
      { resource: { toy_thing: { a: { provisioner: [{ "local-exec": {} }] } } } },
      /toy_thing\.a: "provisioner" is not supported/,
    ],
    [
      "dynamic blocks",
      { resource: { toy_thing: { a: { dynamic: { disk: {} } } } } },
      /"dynamic" is not supported/,
    ],
    [
      "expressions that are not understood, with address and attribute",
      { resource: { toy_thing: { a: { comment: "x ${1 +}" } } } },
      /toy_thing\.a: comment: an expression is missing before "}" in "x \$\{1 \+\}"/,
    ],
    [
      "moves of what is no resource",
      { moved: [{ from: "module.x", to: "toy_thing.a" }] },
      /"module\.x" is no resource/,
    ],
  ])("refuses %s by name", (_name, json, message) => {
    expect(() => read(json)).toThrow(message);
  });

  it("finds the state beside the app, relative to the stack's folder, or where Terraform would put it", () => {
    const path = (terraform: ValueObject) => read({ terraform }).statePath;
    expect(path({ backend: { local: { path: "/app/terraform.web.tfstate" } } })).toBe(
      "/app/terraform.web.tfstate",
    );
    expect(path({ backend: { local: { path: "../../x.tfstate" } } })).toBe("/app/cdktf.out/x.tfstate");
    expect(path({})).toBe("/app/cdktf.out/stacks/web/terraform.tfstate");
  });

  it("changes its fingerprint with the code, and only then", () => {
    const code = (name: string) => ({ resource: { toy_thing: { a: { name } } } });
    expect(read(code("a")).fingerprint).toBe(read(code("a")).fingerprint);
    expect(read(code("a")).fingerprint).not.toBe(read(code("b")).fingerprint);
  });
});
