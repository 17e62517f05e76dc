import { error, type Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import type { Ended } from "./execute.js";
import { commandLine } from "./quote.js";

/** A command that failed on a node. */
export interface Failed {
  readonly words: readonly string[];
  readonly username: string;
  readonly node: string;
}

/** Says why a command failed, and what to do about it. */
export function explained({ code, stdout, stderr }: Ended, { words, username, node }: Failed): Diagnostic {
  const told = stderr.trim() === "" ? stdout.trim().split("\n").slice(-3).join("\n") : stderr.trim();
  const line = commandLine(words);
  const context = `${line} on ${node} as ${username}: ${told === "" ? `ended with ${code ?? "a signal"}` : told}`;
  const isBySudo = words[0] === "sudo";
  if (isBySudo && code === 127)
    return error(`sudo is not installed on ${node}`, {
      path: ["ssh"],
      detail: `${context}\nInstall it (apt install sudo), or log in as root.`,
    });
  if (isBySudo && /must have a tty|requiretty/.test(told))
    return error(`sudo on ${node} wants a terminal`, {
      path: ["ssh"],
      detail: `${context}\nAdd to /etc/sudoers.d/${username}: Defaults:${username} !requiretty`,
    });
  // Its messages come in the node's language, but always under its name. `sudo -l` refuses without a word.
  if (isBySudo && (told === "" || /^sudo: (?!.*command not found)/m.test(told)))
    return error(`${username} may not run ${toolOf(words)} on ${node} without a password`, {
      path: ["ssh", 0, "username"],
      detail: `${context}\nPut into /etc/sudoers.d/${username} (visudo -f):\n  ${username} ALL=(root) NOPASSWD: ${ruleFor(words)}`,
    });
  if (code === 127 || /^sudo: .*command not found/m.test(told))
    return error(`${toolOf(words)} is not on ${node}`, {
      path: ["ssh"],
      detail: `${context}\nCheck that the address is really that of the node (ssh { node { ... } }).`,
    });
  return error(`${toolOf(words)} failed on ${node}`, { detail: context });
}

const ownWords = new Set(["sudo", "-n", "-l"]);

function withoutSudo(words: readonly string[]): readonly string[] {
  return words[0] === "sudo" ? words.filter((word, index) => index > 2 || !ownWords.has(word)) : words;
}

function toolOf(words: readonly string[]): string {
  return withoutSudo(words)[0] ?? "";
}

/** The rule that the guide has for it. */
function ruleFor(words: readonly string[]): string {
  const [tool = "", ...rest] = withoutSudo(words);
  if (tool !== "tee" && tool !== "chmod") return `/sbin/${tool}`;
  // A storage's files lie in folders below it: /var/lib/vz/snippets.
  const folder = (rest.at(-1) ?? "").replace(/\/[^/]+\/[^/]*$/, "");
  return [`/usr/bin/${tool}`, ...rest.slice(0, -1), `${folder}/*`].join(" ");
}
