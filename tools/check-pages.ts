import { readFileSync } from "node:fs";
import { join } from "node:path";

import ts from "typescript";

import { blocks } from "./blocks.js";

const root = join(import.meta.dirname, "..");
const pages = ["docs/simulator.md"];

/** The pages' examples by the name of a file that each could be: a reader's project would refuse what these types do. */
const examples = new Map(
  pages.flatMap((page) =>
    blocks(readFileSync(join(root, page), "utf8"), "ts").map(
      (text, index) => [join(root, `${page}.example-${index + 1}.mts`), text] as const,
    ),
  ),
);

const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (path) => ts.sys.readFile(path)) as {
  config: object;
};
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
const host = ts.createCompilerHost(options);
const program = ts.createProgram([...examples.keys()], options, {
  ...host,
  fileExists: (path) => examples.has(path) || host.fileExists(path),
  readFile: (path) => examples.get(path) ?? host.readFile(path),
  getSourceFile: (path, version) => {
    const example = examples.get(path);
    return example === undefined
      ? host.getSourceFile(path, version)
      : ts.createSourceFile(path, example, version);
  },
});

const wrong = [...examples.keys()].flatMap((path) =>
  ts.getPreEmitDiagnostics(program, program.getSourceFile(path)),
);
if (wrong.length > 0) {
  console.error(ts.formatDiagnostics(wrong, { ...host, getNewLine: () => "\n" }));
  process.exitCode = 1;
}
