import { refuse } from "../../../lib/diagnostic/refusal.js";

/**
 * A command line that is these words, whatever they hold, to any login shell: sh, bash, zsh, fish and tcsh. Single
 * quotes are not enough: to fish a backslash in them can mean the quote after it, to tcsh `!` means its history.
 */
export function commandLine(words: readonly string[]): string {
  return words.map(quoted).join(" ");
}

function quoted(word: string): string {
  // Control characters are what shells and terminals disagree about most, and no name needs them.
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(word))
    refuse("a command for a node holds a control character", { detail: JSON.stringify(word) });
  if (word === "") return "''";
  return word.replace(/['\\!]|[^A-Za-z0-9_+:,./'\\!-]+/g, (part) =>
    /^['\\!]$/.test(part) ? `\\${part}` : `'${part}'`,
  );
}
