import { posix } from "node:path";

import { linesOf, type Output } from "../pipe.js";
import { about, CommandFailure, type Process } from "../process.js";
import { basic } from "./basic-pattern.js";

interface Edit {
  /** Which lines; all if not said. */
  readonly address: RegExp | number | undefined;
  readonly work: "d" | "p" | "s";
  readonly pattern: RegExp;
  readonly replacement: string;
}

/** `sed` with `s`, `d` and `p`, on lines that a number or a pattern names; `-i` writes the file again. */
export async function sed(process: Process): Promise<void> {
  const flags = new Set<string>();
  const scripts: string[] = [];
  const names: string[] = [];
  process.args.forEach((arg, index) => {
    if (process.args[index - 1] === "-e") scripts.push(arg);
    else if (/^-[nieEr]+$/.test(arg)) for (const letter of arg.slice(1)) flags.add(letter);
    else names.push(arg);
  });
  if (scripts.length === 0) scripts.push(names.shift() ?? "");
  const isExtended = flags.has("E") || flags.has("r");
  const edits = scripts.flatMap((script) => editsOf(script, isExtended));
  const { files, cwd, stdin, stdout } = process;
  for (const name of names.length === 0 ? ["-"] : names)
    await about(`sed: can't read ${name}`, async () => {
      const path = posix.resolve(cwd, name);
      const input = name === "-" ? stdin : files.read(path);
      if (!flags.has("i")) return edited(input, edits, { output: stdout, isQuiet: flags.has("n") });
      let text = "";
      const output = { write: async (data: Buffer | string) => void (text += data.toString()) };
      await edited(input, edits, { output, isQuiet: flags.has("n") });
      const file = await files.write(path, "replace");
      await file.write(text);
      await file.close();
    });
}

async function edited(
  input: Parameters<typeof linesOf>[0],
  edits: readonly Edit[],
  { output, isQuiet }: { readonly output: Output; readonly isQuiet: boolean },
): Promise<void> {
  let number = 0;
  for await (const line of linesOf(input)) {
    number++;
    let text: string | undefined = line;
    for (const { address, work, pattern, replacement } of edits) {
      if (text === undefined) break;
      if (address !== undefined && (typeof address === "number" ? address !== number : !address.test(text)))
        continue;
      if (work === "d") text = undefined;
      else if (work === "p") await output.write(`${text}\n`);
      else text = text.replace(pattern, replacement);
    }
    if (text !== undefined && !isQuiet) await output.write(`${text}\n`);
  }
}

function editsOf(script: string, isExtended: boolean): readonly Edit[] {
  const regular = (text: string, flags = "") =>
    new RegExp(isExtended ? text : basic(text), flags.replace("I", "i"));
  const edits: Edit[] = [];
  const grammar =
    /\s*(?:(\d+)|\/((?:[^/\\]|\\.)*)\/)?\s*(?:([dp])|s([^\w\s])((?:(?!\4)[^\\]|\\[\s\S])*)\4((?:(?!\4)[^\\]|\\[\s\S])*)\4([giI]*))\s*(?:;|$)/y;
  while (grammar.lastIndex < script.length) {
    const found = grammar.exec(script);
    if (found === null) throw new CommandFailure("sed: -e expression #1, char 1: unknown command");
    const [, number, lines, plain, , pattern = "", replacement = "", flags = ""] = found;
    edits.push({
      address: number === undefined ? (lines === undefined ? undefined : regular(lines)) : Number(number),
      work: (plain ?? "s") as Edit["work"],
      pattern: regular(pattern, flags),
      // `&` is what was found, `\1` a group, here as there; a dollar is a dollar.
      replacement: replacement
        .replace(/\$/g, "$$$$")
        .replace(/\\(\d)|\\(.)|&/g, (_, group?: string, letter?: string) =>
          group === undefined ? (letter === undefined ? "$&" : letter === "n" ? "\n" : letter) : `$${group}`,
        ),
    });
  }
  return edits;
}
