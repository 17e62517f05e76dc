import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { loadApp } from "../../../lib/engine/load-app.js";
import { programFailure } from "../../../lib/engine/program-failure/program-failure.js";
import { diagnosticsOf } from "../../../lib/diagnostic/refusal.js";

const environment = { PATH: process.env["PATH"] };
const last = "Run by itself it shows its whole stack: node main.mjs";

type Told = readonly [summary: string | RegExp, detail: readonly (string | RegExp)[]];

/** What is told, how the program looks, the summary, and lines of the detail. */
const kinds: readonly (readonly [name: string, program: string, ...told: Told])[] = [
  [
    "what it throws, and where in its own files",
    `function password() {\n  throw new Error("DB_PASSWORD is not set");\n}\npassword();`,
    "the program failed: DB_PASSWORD is not set",
    ["at password (main.mjs:2:9)", "at main.mjs:4:1", last],
  ],
  [
    "the class of an error that has one, and all of its lines",
    `throw new TypeError("first {\\n  second\\nthird");`,
    "the program failed: TypeError: first {",
    ["  second", "third", "at main.mjs:1:7", last],
  ],
  [
    "what it printed before",
    `console.log("reading");\nthrow new Error("no");`,
    "the program failed: no",
    ["at main.mjs:2:7", "Before that it printed:", "  reading", last],
  ],
  [
    "what the error came from",
    `const load = async () => {\n  throw new Error("no inventory", { cause: new Error("refused") });\n};\nawait load();`,
    "the program failed: no inventory",
    [
      "at load (main.mjs:2:9)",
      "at main.mjs:4:7",
      "[cause]: Error: refused",
      "    at load (main.mjs:2:44)",
      "    at main.mjs:4:7",
      last,
    ],
  ],
  ["what is thrown and is no error", `throw "just a text";`, "the program failed: just a text", [last]],
  [
    "an error without a stack",
    `const it = new Error("no such pool"); it.stack = undefined; it.code = "X";\nthrow it;`,
    "the program failed: no such pool",
    [last],
  ],
  [
    "the place that is no code",
    `const a = 1;\nconst b = ;`,
    "the program failed: SyntaxError: Unexpected token ';'",
    ["at main.mjs:2", last],
  ],
  [
    "the name that a package does not have",
    `import { nothing } from "constructs";\nnothing();`,
    /^the program failed: SyntaxError: .*'nothing'/,
    ["at main.mjs:1"],
  ],
  [
    "the package that is not there",
    `import { nothing } from "lodahs";\nnothing();`,
    "the program failed: Cannot find package 'lodahs' imported from main.mjs",
    [last],
  ],
  [
    "what it says itself",
    `console.error("\\u001b[31mno such pool\\u001b[0m");\nprocess.exit(3);`,
    "the program failed (exit code 3): node main.mjs",
    ["no such pool"],
  ],
  [
    "an error that it prints itself",
    `const main = async () => {\n  throw new Error("no");\n};\nmain().catch((thrown) => {\n  console.error(thrown);\n  process.exit(1);\n});`,
    "the program failed (exit code 1): node main.mjs",
    ["Error: no", "    at main (main.mjs:2:9)", "    at main.mjs:4:1"],
  ],
  [
    "that it waits in vain",
    "await new Promise(() => undefined);",
    "the program failed (exit code 13): node main.mjs",
    [/It waited for something that never comes/],
  ],
  [
    "that it was killed",
    "process.exit(128 + 9);",
    "the program failed (exit code 137): node main.mjs",
    [/memory/],
  ],
];

describe("a program that fails", () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "engine-failure-"));
    await writeFile(join(directory, "cdktf.json"), '{"app":"node main.mjs"}');
    await symlink(join(import.meta.dirname, "../../../node_modules"), join(directory, "node_modules"));
  });
  afterEach(() => rm(directory, { recursive: true }));

  /** What is told of it. */
  async function told(program: string) {
    await writeFile(join(directory, "main.mjs"), program);
    return loadApp({ directory, environment }).then(() => [], diagnosticsOf);
  }

  it.each(kinds)("tells %s", async (_, program, ...[summary, detail]) => {
    const [diagnostic, ...more] = await told(program);
    expect(more).toEqual([]);
    expect(diagnostic?.summary).toEqual(
      typeof summary === "string" ? summary : expect.stringMatching(summary),
    );
    const lines = (diagnostic?.detail ?? "").split("\n");
    for (const line of detail)
      expect(lines).toContainEqual(typeof line === "string" ? line : expect.stringMatching(line));
    expect(diagnostic?.detail).not.toMatch(/node:|node_modules/);
  });

  it("tells what its constructs found wrong, each as a diagnostic of its own", async () => {
    const diagnostics = await told(`
      import { App, TerraformStack } from "cdktf";
      const app = new App();
      const stack = new TerraformStack(app, "web");
      stack.node.addValidation({ validate: () => ["cores: too many", "two\\nlines"] });
      app.synth();`);
    expect(diagnostics).toEqual([
      { severity: "error", summary: "cores: too many", construct: "web" },
      { severity: "error", summary: "two", detail: "lines", construct: "web" },
    ]);
  });

  it("tells what the compiler says, and nothing of where the compiler stands", () => {
    const lines = `/app/node_modules/ts-node/src/index.ts:859
    return new TSError(diagnosticText, diagnosticCodes, diagnostics);
           ^
TSError: ⨯ Unable to compile TypeScript:
main.ts(1,7): error TS2322: Type 'string' is not assignable to type 'number'.

    at createTSError (/app/node_modules/ts-node/src/index.ts:859:12)
    at Module._extensions..js (node:internal/modules/cjs/loader:1623:10)
    at Function.executeUserEntryPoint [as runMain] (node:internal/modules/run_main:164:12) {
  diagnosticCodes: [ 2322 ]
}`.split("\n");
    const failed = { command: "npx ts-node main.ts", directory: "/app", code: 1, lines };
    expect(programFailure(failed)).toEqual([
      {
        severity: "error",
        summary: "the program failed: TSError: ⨯ Unable to compile TypeScript:",
        detail:
          "main.ts(1,7): error TS2322: Type 'string' is not assignable to type 'number'.\n" +
          "Run by itself it shows its whole stack: npx ts-node main.ts",
      },
    ]);
  });
});
