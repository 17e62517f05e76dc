/** A text for which there is not enough room ends with an ellipsis. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

/** A text in lines of at most `width`, each but the first moved in by `indent`; a word that is longer than a line stays whole. */
export function wrapped(text: string, width: number, indent = ""): readonly string[] {
  if (text.length <= width) return [text];
  const start = /^ */.exec(text)?.[0] ?? "";
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of text.slice(start.length).split(" ")) {
    if (line !== undefined && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${start}${indent}${word}`;
    } else line = line === undefined ? `${start}${word}` : `${line} ${word}`;
  }
  return [...lines, line ?? ""];
}
