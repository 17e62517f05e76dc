import { frameOf, isOwnPlace, placeOf } from "./frame.js";

/** What Node prints of an error that nobody caught, taken apart. */
export interface UncaughtError {
  /** What the program printed before. */
  readonly before: readonly string[];
  /** The error's own words, without the name of its class where that says nothing. */
  readonly text: readonly string[];
  /** Where it was thrown, the innermost place first. */
  readonly stack: readonly string[];
  /** Errors that it came from, as Node shows them. */
  readonly causes: readonly string[];
}

/** Takes an uncaught error out of what a program printed; undefined where there is none. */
export function uncaughtError(lines: readonly string[]): UncaughtError | undefined {
  // A place, the line of code that stands there, and a mark below it.
  const head = lines.findLastIndex(
    (line, index) => /^\S.*:\d+$/.test(line) && /^\s*\^+\s*$/.test(lines[index + 2] ?? ""),
  );
  if (head === -1) return undefined;
  const report = lines.slice(head + 3).filter((line) => !isAside(line));
  // A place alone is a warning of Node's, such as of an await that never ends.
  if (report.every((line) => line.trim() === "")) return undefined;
  // Before its stack, or behind what opens its properties where it has none.
  const [words, after] = splitAt(
    report,
    report.findIndex((line, index) => frameOf(line) !== undefined || report[index - 1]?.endsWith("] {")),
  );
  const [own, causes] = splitAt(
    after,
    after.findIndex((line) => /^\s*\[(?:cause|errors)\]: /.test(line)),
  );
  const stack = own.filter((line) => frameOf(line) !== undefined);
  const place = placeOf(lines[head] ?? "");
  const isPlaced = stack.some((line) => frameOf(line)?.isOwn === true) || !isOwnPlace(place);
  return {
    before: lines.slice(0, head),
    text: wordsOf(words),
    stack: isPlaced ? stack : [`    at ${place}`, ...stack],
    causes: causes.filter((line) => !/^\s*[\]})]+,?$/.test(line)),
  };
}

function isAside(line: string): boolean {
  return /^Node\.js v\d|^\(Use `node --trace-/.test(line);
}

function splitAt<T>(items: readonly T[], index: number): readonly [readonly T[], readonly T[]] {
  return index === -1 ? [items, []] : [items.slice(0, index), items.slice(index)];
}

/** Node puts an error without a stack into brackets, and its properties behind. */
function wordsOf(lines: readonly string[]): readonly string[] {
  const text = lines.join("\n").trim();
  const [, bare = text] = /^\[([A-Z]\w*: [^]*)\](?: \{.*)?$/.exec(text) ?? [];
  return bare.replace(/^(?:Error|Refusal)(?: \[\w+\])?: /, "").split("\n");
}
