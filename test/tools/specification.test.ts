import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { specification, type Method } from "../../providers/proxmox/api/specification/specification.js";
import { callRulesFile, generatedCallRules, generatedMethods, methodsFile } from "../../tools/generate.js";
import { callRules } from "../../tools/specification/call-rules.js";
import { methodTypes } from "../../tools/specification/method-types.js";
import { readDescription } from "../../tools/specification/read.js";
import { reduced } from "../../tools/specification/reduce.js";

const tree = [
  {
    path: "/pools",
    text: "pools",
    info: {
      GET: {
        method: "GET",
        description: "List pools.",
        parameters: { additionalProperties: 0 },
        returns: { type: "array", items: { type: "object", properties: { poolid: { type: "string" } } } },
      },
    },
    children: [
      {
        path: "/pools/{poolid}",
        info: {
          DELETE: {
            allowtoken: 0,
            proxyto: "node",
            parameters: {
              properties: {
                poolid: {
                  type: "string",
                  format: "pve-poolid",
                  description: "Which one.",
                  typetext: "<string>",
                },
                description: { type: "string", optional: 1, description: "A parameter of this name." },
              },
            },
            returns: { type: "null" },
          },
        },
      },
    ],
  },
];

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "apidoc-"));
});
afterEach(() => rm(directory, { recursive: true }));

describe("the description of a node", () => {
  it("is read from its apidoc.js, without what is said to people", async () => {
    const file = join(directory, "apidoc.js");
    await writeFile(
      file,
      `const apiSchema = ${JSON.stringify(tree, undefined, 3)}\n;\n\nlet method2cmd = { GET: 'get' };\n`,
    );
    expect((await readDescription(file)).map(reduced)).toEqual([
      {
        method: "GET",
        path: "/pools",
        returns: { type: "array", items: { type: "object", properties: { poolid: { type: "string" } } } },
      },
      {
        method: "DELETE",
        path: "/pools/{poolid}",
        parameters: {
          poolid: { type: "string", format: "pve-poolid" },
          description: { type: "string", optional: 1 },
        },
        refusesTokens: true,
        proxied: true,
        returns: { type: "null" },
      },
    ]);
  });

  it("is refused where it is something else", async () => {
    const file = join(directory, "index.html");
    await writeFile(file, "<html></html>");
    await expect(readDescription(file)).rejects.toThrow("no API description found");
  });

  it("tells 678 methods of 9.2, and 605 of 8.4 by what differs", () => {
    expect(specification("9.2").methods).toHaveLength(678);
    const { methods } = specification("8.4");
    expect(methods).toHaveLength(605);
    expect(methods.some(({ path }) => path.startsWith("/cluster/ha/rules"))).toBe(false);
  });
});

describe("the types of the calls", () => {
  it("are what description and recordings make today", async () => {
    expect(await readFile(methodsFile, "utf8")).toBe(generatedMethods());
  });

  it("say what is declared, widened by what was answered", () => {
    const methods: readonly Method[] = [
      {
        method: "GET",
        path: "/things/{id}",
        parameters: {
          id: { type: "string" },
          "net[n]": { type: "string", optional: 1 },
          names: { type: "string", format: "pve-node-list", optional: 1 },
          kind: { type: "string", enum: ["a", "b"] },
        },
        returns: {
          type: "object",
          properties: {
            on: { type: "boolean" },
            size: { type: "integer" },
            always: { type: "string" },
            rows: { type: "array", items: { type: "string" }, optional: 1 },
          },
        },
      },
    ];
    const answers = [
      { verb: "GET", path: "/things/1", data: { on: 1, size: "7", always: "x", rows: [1], more: null } },
      { verb: "GET", path: "/things/2", data: { on: 0, size: 7 } },
    ];
    expect(methodTypes(methods, answers)).toContain(
      `type GetThingsIdParameters = { readonly id: string; readonly [net: \`net\${number}\`]: string | undefined; readonly names?: List; readonly kind: "a" | "b" };`,
    );
    expect(methodTypes(methods, answers)).toContain(
      "{ readonly on: Flag; readonly size: number | string; readonly always?: string; readonly rows?: readonly (string | number)[]; readonly more?: null }",
    );
  });
});

describe("the rules of the calls", () => {
  it("are what the description makes today", async () => {
    expect(await readFile(callRulesFile, "utf8")).toBe(generatedCallRules());
  });

  it("hold each rule once, for calls that write, with what an older release asks instead", () => {
    const check = ["perm", "/things", ["Thing.Allocate"]] as const;
    const method = (more: Partial<Method>): Method => ({
      method: "POST",
      path: "/things",
      returns: {},
      ...more,
    });
    const text = callRules(
      [
        method({ permissions: { check } }),
        method({ path: "/things/{id}", permissions: { check } }),
        method({ method: "GET", permissions: { check } }),
        method({ path: "/all", permissions: { user: "all" } }),
        method({ path: "/root" }),
        method({ path: "/ticket", permissions: { check }, refusesTokens: true }),
      ],
      [method({ permissions: { check: ["perm", "/", ["Sys.Modify"]] } }), method({ path: "/root" })],
    );
    const [now = "", older = ""] = text.split("olderRules");
    expect(now).toContain('[["perm","/things",["Thing.Allocate"]], ["POST /things", "POST /things/{id}"]]');
    expect(now).toContain('[["and"], ["POST /all"]]');
    expect(now).toContain('[["root"], ["POST /root"]]');
    expect(now).toContain('[["and",["ticket"],["perm","/things",["Thing.Allocate"]]], ["POST /ticket"]]');
    expect(older).toContain('[["perm","/",["Sys.Modify"]], ["POST /things"]]');
    expect(older).not.toContain("/root");
  });
});
