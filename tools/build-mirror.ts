import { rm } from "node:fs/promises";

import { copyPlugin } from "../lib/vendor/copy-plugin.js";
import { buildPlugin } from "./build-plugin.js";

/** Builds the plugin, and a filesystem mirror of it as a configuration of Terraform can name. */
export async function buildMirror(into: string): Promise<string> {
  await rm(into, { recursive: true, force: true });
  copyPlugin(await buildPlugin(`${into}-plugin`), into);
  return into;
}
