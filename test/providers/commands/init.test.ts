import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { simulate } from "../../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../../contract/executor.js";
import { typeErrors } from "../../docs/type-errors.js";
import { run } from "../../lib/cli/stage.js";

const root = join(import.meta.dirname, "../../..");
let folder: string;

// In the checkout, so that the program finds its packages.
beforeEach(async () => {
  await mkdir(join(root, ".tmp"), { recursive: true });
  folder = await mkdtemp(join(root, ".tmp", "init-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const init = (...words: readonly string[]) => run(["init", ...words], { environment: {}, folder });
const read = (file: string) => readFile(join(folder, file), "utf8");

describe("init", () => {
  it("begins a project that is applied as it is", async () => {
    await using pve = await simulate();
    const { code, out } = await init("--name", "Web Shop");
    expect(code).toBe(0);
    expect(out).toMatch(/^web-shop {2}written: [\s\S]*Next:\n {2}npm install\n/);
    // A checkout is no installed package: its program is compiled by its own settings.
    const settings = JSON.parse(await read("cdktf.json")) as object;
    expect(settings).toMatchObject({ app: "npx tsx main.ts", sendCrashReports: "false" });
    const app = `npx tsx --tsconfig ${join(root, "tsconfig.json")} main.ts`;
    await writeFile(join(folder, "cdktf.json"), JSON.stringify({ ...settings, app }));
    const environment = { ...process.env, ...environmentOf(pve) };
    const applied = await run(["apply", "--yes"], { environment, folder });
    expect(applied).toMatchObject({ code: 0, out: expect.stringContaining("web-shop  1 to add") as string });
    expect(pve.world.guests.size).toBe(1);
  });

  it("says where nothing can be written", async () => {
    await writeFile(join(folder, "file"), "");
    const { code, complaints } = await run(["init"], { environment: {}, folder: join(folder, "file") });
    expect(code).toBe(1);
    expect(complaints).toMatch(/Error: .*file takes no project: [\s\S]*a folder that you may write to/);
  });

  it("keeps the state, its journal and its lock out of the repository", async () => {
    await init();
    const ignored = (await read(".gitignore")).split("\n");
    for (const name of ["*.tfstate", "*.tfstate.*", "*.journal", ".*.engine-lock", "plan.json"])
      expect(ignored).toContain(name);
  });

  it("knows what Node has, for programs that read the environment or join paths", async () => {
    await init();
    const program = `import { resolve } from "node:path";\nexport const at = resolve(process.env["STATE"] ?? ".");\n`;
    expect(typeErrors(folder, { "main.ts": program })).toEqual([]);
    expect(
      Object.keys((JSON.parse(await read("package.json")) as { readonly dependencies: object }).dependencies),
    ).toEqual(expect.arrayContaining(["typescript", "@types/node"]));
  });

  it("asks for exact versions, those that this project is tested with", async () => {
    await init();
    const made = JSON.parse(await read("package.json")) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    const own = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
      readonly version: string;
      readonly devDependencies: Readonly<Record<string, string>>;
    };
    const { "pve-cdk": ours, ...others } = made.dependencies;
    expect(ours).toBe(own.version);
    expect(own.devDependencies).toMatchObject(others);
  });

  it("refuses a folder with a project, says which files, and writes nothing", async () => {
    await writeFile(join(folder, "main.ts"), "mine");
    await writeFile(join(folder, "cdktf.json"), "{}");
    const { code, complaints } = await init();
    expect(code).toBe(1);
    expect(complaints).toContain("there is a project here already: cdktf.json, main.ts");
    expect((await readdir(folder)).sort()).toEqual(["cdktf.json", "main.ts"]);
    expect(await read("main.ts")).toBe("mine");
  });

  it("keeps a package.json that is there, and says what to install beside", async () => {
    await writeFile(join(folder, "package.json"), `{"name":"mine"}`);
    const { code, out } = await init();
    expect(code).toBe(0);
    expect(await read("package.json")).toBe(`{"name":"mine"}`);
    expect(out).toMatch(/npm install --save-exact pve-cdk@.* cdktf@.* tsx@/);
  });
});
