import { readFile } from "node:fs/promises";

import type { DescribedMethod } from "./reduce.js";

interface ApiDocNode {
  readonly path: string;
  readonly info?: Readonly<Record<string, Omit<DescribedMethod, "path">>>;
  readonly children?: readonly ApiDocNode[];
}

/** Reads a description: a node's `apidoc.js` (a path or its URL), or one method a line as JSON. */
export async function readDescription(source: string): Promise<readonly DescribedMethod[]> {
  const text = /^https?:/.test(source) ? await (await fetch(source)).text() : await readFile(source, "utf8");
  if (text.trimStart().startsWith("{"))
    return text
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => JSON.parse(line) as DescribedMethod);
  return apiDocTree(text).flatMap(methodsBelow);
}

/** The tree is a literal between the name that it is given and the code that shows it. */
function apiDocTree(script: string): readonly ApiDocNode[] {
  const start = script.search(/\b(?:const|var|let)\s+(?:apiSchema|pveapi)\s*=\s*\[/);
  const from = script.indexOf("[", start);
  const to = script.search(/^\]/m);
  if (start < 0 || to < from) throw new Error("no API description found: is this a node's apidoc.js?");
  return JSON.parse(script.slice(from, to + 1)) as readonly ApiDocNode[];
}

function methodsBelow({ path, info = {}, children = [] }: ApiDocNode): readonly DescribedMethod[] {
  return [
    ...Object.entries(info).map(([method, described]) => ({ ...described, method, path })),
    ...children.flatMap(methodsBelow),
  ];
}
