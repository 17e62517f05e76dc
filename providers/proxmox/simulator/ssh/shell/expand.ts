import type { Script, Word } from "./tree.js";

/** What a word's expansion asks its shell for. */
export interface Values {
  readonly variable: (name: string) => string;
  readonly positional: readonly string[];
  /** What the commands of `$(...)` write, without the line ends at its end. */
  readonly output: (script: Script) => Promise<string>;
  /** Paths that fit a pattern. */
  readonly paths: (pattern: string) => readonly string[];
}

/** A word as the one text that it becomes in an assignment. */
export async function textOf(word: Word, values: Values): Promise<string> {
  const texts: string[] = [];
  for (const part of word) texts.push(await partText(part, values));
  return texts.join("");
}

/** A word as the arguments that it becomes: values outside of quotes are split at blanks. */
export async function fieldsOf(word: Word, values: Values): Promise<readonly string[]> {
  const fields: { text: string; isPattern: boolean }[] = [];
  let open: { text: string; isPattern: boolean } | undefined;
  const add = (text: string, isPattern: boolean) => {
    if (open === undefined) fields.push((open = { text: "", isPattern: false }));
    open.text += text;
    open.isPattern ||= isPattern;
  };
  for (const part of word) {
    if (part.kind === "variable" && (part.name === "@" || (part.name === "*" && !part.quoted))) {
      values.positional.forEach((text, index) => {
        if (index > 0) open = undefined;
        add(text, false);
      });
      continue;
    }
    const text = await partText(part, values);
    if (part.quoted || part.kind === "text") {
      add(text, !part.quoted && /[*?]/.test(text));
      continue;
    }
    const [first = "", ...rest] = text.split(/[ \t\n]+/);
    if (first !== "") add(first, /[*?]/.test(first));
    else if (rest.length > 0) open = undefined;
    for (const piece of rest) {
      open = undefined;
      if (piece !== "") add(piece, /[*?]/.test(piece));
    }
  }
  return fields.flatMap(({ text, isPattern }) => {
    const paths = isPattern ? values.paths(text) : [];
    return paths.length > 0 ? paths : [text];
  });
}

async function partText(part: Word[number], values: Values): Promise<string> {
  switch (part.kind) {
    case "text":
      return part.text;
    case "substitution":
      return values.output(part.script);
    case "variable": {
      const value = values.variable(part.name);
      return value === "" && part.fallback !== undefined ? textOf(part.fallback, values) : value;
    }
  }
}
