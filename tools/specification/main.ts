/**
 * Makes the compact tables of a release from a node's own description:
 *
 *   npx tsx tools/specification/main.ts 9.3 https://node:8006/pve-docs/api-viewer/apidoc.js
 *   npx tsx tools/specification/main.ts 8.4 apidoc.js --base 9.2
 *
 * With a base, only what differs from that release is written.
 */
import { writeFile } from "node:fs/promises";

import {
  specification,
  type Method,
  type Release,
} from "../../providers/proxmox/api/specification/specification.js";
import { readDescription } from "./read.js";
import { reduced } from "./reduce.js";

const [release, source, , base] = process.argv.slice(2);
if (release === undefined || source === undefined)
  throw new Error("usage: main.ts RELEASE APIDOC [--base RELEASE]");

const key = ({ method, path }: Method) => `${method} ${path}`;
const methods = (await readDescription(source)).map(reduced);
const lines = (list: readonly unknown[]) => `[\n${list.map((each) => JSON.stringify(each)).join(",\n")}\n]`;

const target = new URL(`../../providers/proxmox/api/specification/methods-${release}.json`, import.meta.url);
if (base === undefined) await writeFile(target, `${lines(methods)}\n`);
else {
  const known = new Map(
    specification(base as Release).methods.map((each) => [key(each), JSON.stringify(each)]),
  );
  const here = new Set(methods.map(key));
  const absent = [...known.keys()].filter((each) => !here.has(each));
  const changed = methods.filter((each) => known.get(key(each)) !== JSON.stringify(each));
  await writeFile(
    target,
    `{"base":${JSON.stringify(base)},\n"absent":${lines(absent)},\n"methods":${lines(changed)}}\n`,
  );
}
