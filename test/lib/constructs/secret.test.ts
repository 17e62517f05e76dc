import { App, Fn, TerraformOutput, Testing } from "cdktf";
import { describe, expect, it } from "vitest";

import { ProxmoxProvider, ProxmoxStack, ProxmoxVm, Secret } from "../../../providers/proxmox/index.js";
import { secretMarker } from "../../secrets/secret-marker.js";

interface Synthesized {
  readonly variable?: Readonly<Record<string, unknown>>;
  readonly output?: unknown;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

const synthesized = (stack: ProxmoxStack) => JSON.parse(Testing.synth(stack, true)) as Synthesized;
const withPassword = (password: string | Secret) =>
  ({ node: "pve1", cloudInit: { storage: "local", password, passwordVersion: 1 } }) as const;

describe("a secret", () => {
  it("is a sensitive variable by its bare name, however deep it is used", () => {
    const stack = new ProxmoxStack(Testing.app(), "web");
    const secret = Secret.fromVariable("root_password", { description: "Of the image's user." });
    new ProxmoxVm(stack, "vm", withPassword(secret));
    const { variable, resource } = synthesized(stack);
    expect(variable).toEqual({
      root_password: {
        type: "string",
        sensitive: true,
        nullable: false,
        description: "Of the image's user.",
      },
    });
    expect(resource["proxmox_vm"]?.["vm"]).toMatchObject({
      cloud_init: { password: "${var.root_password}" },
    });
  });

  it("is a variable of its own in each stack that uses it, and an output of none", () => {
    const app = Testing.app();
    const secret = Secret.fromVariable("pw");
    const stacks = ["a", "b"].map((name) => {
      const stack = new ProxmoxStack(app, name);
      new ProxmoxVm(stack, "vm", withPassword(secret));
      new ProxmoxVm(stack, "other", withPassword(secret));
      return stack;
    });
    for (const { variable, output } of stacks.map(synthesized)) {
      expect(Object.keys(variable ?? {})).toEqual(["pw"]);
      expect(output).toBeUndefined();
    }
  });

  it("can be put into text, and into functions", () => {
    const stack = new ProxmoxStack(Testing.app(), "web");
    const secret = Secret.fromVariable("pw");
    new ProxmoxVm(stack, "vm", withPassword(`so ${secret.toString()}`));
    new TerraformOutput(stack, "it", { value: Fn.jsonencode(secret.toString()), sensitive: true });
    const { resource, output } = synthesized(stack);
    expect(resource["proxmox_vm"]?.["vm"]).toMatchObject({ cloud_init: { password: "so ${var.pw}" } });
    expect(output).toEqual({ it: { value: "${jsonencode(var.pw)}", sensitive: true } });
  });

  it("is refused at synthesis where the variable can't have its name", () => {
    const stack = new ProxmoxStack(Testing.app(), "web");
    new ProxmoxVm(stack, "vm", withPassword(Secret.fromVariable("1 password")));
    new ProxmoxVm(stack, "other", withPassword(Secret.fromVariable("version")));
    stack.prepareStack();
    expect(() => stack.runAllValidations()).toThrow(
      /can't be called "1 password"[\s\S]*can't be called "version"/,
    );
  });
});

describe("a secret in clear", () => {
  const refused = (build: (stack: ProxmoxStack) => void) => {
    const app = new App({ outdir: Testing.app().outdir });
    build(new ProxmoxStack(app, "web"));
    return () => app.synth();
  };

  it("is refused at synthesis, wherever it stands, and is not told", () => {
    const synthesis = refused((stack) => {
      new ProxmoxVm(stack, "vm", withPassword(secretMarker("in-code")));
      const vm = new ProxmoxVm(stack, "late", { node: "pve1" });
      vm.addOverride("cloud_init.password", secretMarker("in-override"));
      new ProxmoxProvider(stack, "second", { alias: "second", apiToken: secretMarker("token") });
      new ProxmoxProvider(stack, "third", {
        alias: "third",
        ssh: [{ password: secretMarker("ssh"), node: [] }],
      });
    });
    expect(synthesis).toThrow(
      /\[web\/vm\] cloud_init\.password is a secret[\s\S]*\[web\/late\] cloud_init\.password[\s\S]*\[web\/second\] api_token[\s\S]*\[web\/third\] ssh\.0\.password/,
    );
    expect(synthesis).toThrow(expect.not.stringContaining("marker") as unknown);
  });

  it("is none where it refers to something", () => {
    expect(refused((stack) => void new ProxmoxVm(stack, "vm", withPassword("${var.mine}")))).not.toThrow();
  });
});
