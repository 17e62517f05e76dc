import type { BuildOptions } from "esbuild";

/** What CommonJS inside a bundle asks for and modules don't have. */
const commonJs = [
  'import { createRequire as requireFrom } from "node:module";',
  "const require = requireFrom(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;",
].join(" ");

/** Modules that open one another when they are needed, all in one folder. `more` goes before each. */
export function splitModules(more = "") {
  return {
    format: "esm",
    splitting: true,
    outExtension: { ".js": ".mjs" },
    chunkNames: "[name]-[hash]",
    banner: { js: `${commonJs} ${more}`.trimEnd() },
  } as const satisfies BuildOptions;
}
