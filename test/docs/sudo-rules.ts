import { readFileSync } from "node:fs";
import { join } from "node:path";

import { blocks } from "../../tools/blocks.js";

const page = readFileSync(join(import.meta.dirname, "../../docs/ssh.md"), "utf8");

/** The lines that the guide has for a user of the nodes who is not root; there it is called `terraform`. */
export function sudoRules(user: string): readonly string[] {
  const lines = blocks(page, "text").flatMap((block) => block.trim().split("\n"));
  return lines.filter((line) => line.includes("NOPASSWD")).map((line) => line.replace(/^terraform\b/, user));
}
