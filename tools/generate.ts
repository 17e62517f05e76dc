import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { constructFile, dataSourceFile, providerFile } from "../lib/generate/construct.js";
import { dataSourcePage, providerPage, resourcePage, type PageContext } from "../lib/generate/page.js";
import { specification } from "../providers/proxmox/api/specification/specification.js";
import { currentNames } from "../providers/proxmox/catalog.js";
import { currentDataSources } from "../providers/proxmox/data-source-catalog.js";
import { proxmox } from "../providers/proxmox/provider.js";
import { pagesWithParts, withParts } from "./generated-parts.js";
import { callRules } from "./specification/call-rules.js";
import { methodTypes } from "./specification/method-types.js";
import { recordedAnswers } from "./specification/recorded-answers.js";

export const methodsFile = join(import.meta.dirname, "../providers/proxmox/api/specification/methods.ts");

/** The types of the API's calls. */
export function generatedMethods(): string {
  return methodTypes(specification("9.2").methods, recordedAnswers());
}

export const callRulesFile = join(
  import.meta.dirname,
  "../providers/proxmox/api/specification/call-rules.ts",
);

/** What the API's calls are permitted by. */
export function generatedCallRules(): string {
  return callRules(specification("9.2").methods, specification("8.4").methods);
}

/** A page's example, which somebody writes by hand: one file of HCL each. */
async function contextOf(path: string): Promise<PageContext> {
  const example = await readFile(join(import.meta.dirname, "../examples", `${path}.tf`), "utf8");
  return { provider: proxmox.name, example };
}

/** Every generated file by its path below `providers/proxmox/generated`. */
export async function generatedFiles(): Promise<Readonly<Record<string, string>>> {
  const names = {
    name: proxmox.name,
    source: proxmox.source,
    version: proxmox.version,
    base: "../../../lib/constructs",
  };
  const files: Record<string, string> = {
    "provider.ts": providerFile({
      ...names,
      description: proxmox.description,
      configuration: proxmox.configuration,
    }),
    "docs/index.md": providerPage(proxmox, await contextOf("provider/provider")),
  };
  for (const type of currentNames) {
    const resource = await proxmox.catalog[type]?.();
    if (resource === undefined) throw new Error(`${type} is not in the catalog`);
    files[`${resource.type.replaceAll("_", "-")}.ts`] = constructFile(resource, names);
    const page = `resources/${resource.type}`;
    files[`docs/${page}.md`] = resourcePage(resource, await contextOf(page));
  }
  for (const type of currentDataSources) {
    const source = await proxmox.dataSources[type]?.();
    if (source === undefined) throw new Error(`${type} is not in the catalog`);
    const path = `data-sources/${source.type.replaceAll("_", "-")}.ts`;
    files[path] = dataSourceFile(source, { ...names, base: `../${names.base}` });
    const page = `data-sources/${source.type}`;
    files[`docs/${page}.md`] = dataSourcePage(source, await contextOf(page));
  }
  const modules = Object.keys(files).filter((path) => path.endsWith(".ts"));
  files["index.ts"] =
    `// Generated from the definitions by \`npm run generate\`. Do not edit.\n\n${modules.map((path) => `export * from "./${path.replace(/\.ts$/, ".js")}";\n`).join("")}`;
  return files;
}

if (process.argv[1] === import.meta.filename) {
  await writeFile(methodsFile, generatedMethods());
  await writeFile(callRulesFile, generatedCallRules());
  const root = join(import.meta.dirname, "..");
  for (const path of pagesWithParts) {
    const file = join(root, path);
    await writeFile(file, await withParts(path, await readFile(file, "utf8")));
  }
  const folder = join(root, "providers/proxmox/generated");
  const files = Object.entries(await generatedFiles());
  await rm(folder, { recursive: true, force: true });
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
