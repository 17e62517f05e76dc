import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { App } from "cdktf";
import { describe, expect, it } from "vitest";

import { createProgram } from "../../lib/cli/program.js";
import { CloudImage, ProxmoxStack, VirtualMachine } from "../../providers/proxmox/index.js";
import { apply, plan } from "../../providers/proxmox/testing/index.js";
import { productCommands } from "../../providers/proxmox/commands/product-commands.js";
import { proxmox } from "../../providers/proxmox/provider.js";
import { environmentOf } from "../contract/executor.js";
import { recordingTerminal } from "../lib/cli/stage.js";
import { knownDifferences } from "../providers/resources/known-differences.js";
import { knownRuleDifferences } from "../providers/resources/known-rule-differences.js";
import { nodeWithUsers } from "../simulator/remote.js";
import { terraformFolder } from "../terraform/terraform.js";
import { blocks } from "../../tools/blocks.js";
import { typeErrors } from "./type-errors.js";

const root = join(import.meta.dirname, "../..");
const textOf = (name: string) => readFileSync(join(root, name), "utf8");
const guides = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
const readme = textOf("README.md");
const pages = new Map([
  ["README.md", readme],
  ...guides.map((name) => [`docs/${name}`, textOf(`docs/${name}`)] as const),
]);
/** The simulator's page has a test of its own, which runs what this one compiles. */
const lines = [...pages].flatMap(([name, page]) =>
  name === "docs/simulator.md"
    ? []
    : blocks(page, "shell").flatMap((block) =>
        block
          .trim()
          .split("\n")
          .map((line) => [name, line] as const),
      ),
);

describe("the guides", () => {
  it("have code that compiles", { timeout: 240_000 }, () => {
    const modules = [...pages].flatMap(([name, page]) =>
      blocks(page, "ts").map((text, index) => [`${name.replace(".md", "")}-${index}.mts`, text] as const),
    );
    expect(modules.length).toBeGreaterThan(15);
    // What finds nothing wrong would find nothing at all.
    const wrong = ["wrong.mts", 'import { Nothing } from "pve-cdk";\nnew Nothing();\n'] as const;
    expect(typeErrors(root, Object.fromEntries([...modules, wrong]))).toEqual([
      expect.stringContaining("wrong.mts: ") as string,
    ]);
  });

  it("have HCL that the real terraform finds valid", { timeout: 240_000 }, async () => {
    const written = [...pages.values()].flatMap((page) => blocks(page, "hcl"));
    expect(written).toHaveLength(1);
    const { simulation, root: administrator, terraform: other } = await nodeWithUsers();
    const terraform = await terraformFolder(environmentOf(simulation));
    try {
      await terraform.write("main.tf", written[0]);
      for (const words of [["init"], ["validate"], ["plan"]])
        expect(await terraform.run(...words, "-no-color")).toMatchObject({ code: 0 });
    } finally {
      await terraform.remove();
      administrator.end();
      other.end();
      await simulation.close();
    }
  });

  it("have commands that there are, with options that they take", () => {
    const context = {
      product: { name: "pve-cdk", description: "", version: "0" },
      terminal: recordingTerminal(),
      environment: {},
      folder: ".",
      provider: async () => proxmox,
      signal: new AbortController().signal,
      exit: () => undefined,
    };
    const program = createProgram(context, productCommands(context));
    const others =
      /^(?:export (?:PROXMOX_VE|TF)_\w+=\S+|npm install(?: [\w-]+)*|npm ci && npm (?:test|run quickstart)|npx cdktf (?:deploy|diff|destroy) [\w ]+|pveum .*|terraform (?:init|plan|apply|import \S+ \d+|state rm \S+)|ssh terraform@pve1 sudo -n pvesm apiinfo)$/;
    const unknown = lines.filter(([, line]) => {
      if (!line.startsWith("npx pve-cdk ")) return !others.test(line);
      const [name, ...words] = line.split(" > ")[0]!.split(" ").slice(2);
      const command = program.commands.find((each) => each.name() === name);
      const options = command?.options.map(({ long }) => long) ?? [];
      return command === undefined || words.some((word) => word.startsWith("--") && !options.includes(word));
    });
    expect(unknown).toEqual([]);
    const table = readme.split("## Commands")[1]?.split("## Configuration")[0] ?? "";
    const told = [...table.matchAll(/`([a-z]+)\b/g)].map(([, name]) => name);
    expect(program.commands.map((each) => each.name()).filter((name) => !told.includes(name))).toEqual([]);
  });

  it("lead to files that there are", () => {
    const dead = [...pages].flatMap(([name, page]) =>
      [...page.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)]
        .filter(([, target]) => !existsSync(join(root, name, "..", target as string)))
        .map(([, target]) => `${name}: ${target}`),
    );
    expect(dead).toEqual([]);
    expect(guides.filter((name) => !readme.includes(`(docs/${name})`))).toEqual([]);
  });

  it("say where resources that users know differ, all of them and no others", () => {
    const told = [
      ...(pages.get("docs/migrating.md") ?? "").matchAll(
        /^\| `(proxmox_\w+)` +\| ((?:`[\w.]+`(?:, )?)+) +\|/gm,
      ),
    ].flatMap(([, type, names = ""]) =>
      [...names.matchAll(/`([\w.]+)`/g)]
        .filter(([, name]) => !name?.startsWith("proxmox_"))
        .map(([, name]) => `${type}: ${name}`),
    );
    // A sentence tells of the options that have no defaults here.
    const otherDefaults = Object.entries(knownRuleDifferences).flatMap(([type, rules]) =>
      type.endsWith("_cluster_firewall")
        ? []
        : Object.keys(rules).flatMap(
            (rule) =>
              /^(.*): default$/
                .exec(rule)
                ?.slice(1)
                .map((name) => `${type}: ${name}`) ?? [],
          ),
    );
    const stated = Object.entries(knownDifferences).flatMap(([type, attributes]) =>
      Object.keys(attributes).map((name) => `${type}: ${name}`),
    );
    expect(told.sort()).toEqual([...new Set([...stated, ...otherDefaults])].sort());
  });

  it("make a token that may make machines, and no users", { timeout: 120_000 }, async () => {
    const { simulation, root: administrator, terraform: other } = await nodeWithUsers();
    try {
      let said = "";
      for (const [, line] of lines.filter(([, each]) => each.startsWith("pveum "))) {
        const { status, stdout, stderr } = await administrator.run(line);
        expect([line, status, stderr]).toEqual([line, 0, ""]);
        said = stdout;
      }
      const secret = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(said)?.[0] ?? "";
      const token = `deploy@pve!ci=${secret}`;
      const asDeployer = new Proxy(simulation, {
        get: (target, name) => (name === "token" ? token : (Reflect.get(target, name, target) as unknown)),
      });
      const app = () => {
        const made = new App({ outdir: mkdtempSync(join(tmpdir(), "pve-cdk-guides-")) });
        const stack = new ProxmoxStack(made, "web");
        const image = new CloudImage(stack, "image", {
          node: "pve1",
          storage: "local",
          path: join(root, "examples/quickstart/images/debian-13.qcow2"),
        });
        new VirtualMachine(stack, "vm", {
          node: "pve1",
          cores: 2,
          memory: "2 GiB",
          disks: { scsi0: { storage: "local", size: "20 GiB", from: image } },
          network: { net0: { bridge: "vmbr0" } },
          cloudInit: { storage: "local", user: "debian", address: "dhcp" },
          running: true,
        });
        return made;
      };
      expect((await apply(app(), asDeployer)).changes).toEqual({
        "web/image": "create",
        "web/vm": "create",
      });
      expect((await plan(app(), asDeployer)).changes).toEqual({});
      expect(new Set(simulation.requests.map(({ user }) => user))).toEqual(new Set(["deploy@pve!ci"]));
      const rights = (await administrator.run("pveum user permissions deploy@pve")).stdout;
      expect(rights).not.toContain("User.Modify");
    } finally {
      administrator.end();
      other.end();
      await simulation.close();
    }
  });
});
