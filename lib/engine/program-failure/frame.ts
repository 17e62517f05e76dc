/** A line of a stack: what ran, and where that stands. */
export interface Frame {
  /** As it is to be read: without a name that is none. */
  readonly text: string;
  /** Whether the person wrote what stands there: neither Node nor a package. */
  readonly isOwn: boolean;
}

const shape = /^(\s+at )(?:(.*?) \((.+)\)|((?:async )?)(.+?))(?: \{|,)?$/;
/** Node leaves out of an error's stack what stands in that of its cause. */
const leftOut = /^\s+\.\.\. \d+ lines matching .*stack trace \.\.\.$/;

/** What a line of a stack says; undefined for any other line. */
export function frameOf(line: string): Frame | undefined {
  if (leftOut.test(line)) return { text: line, isOwn: false };
  const [found, at = "", name, named, async = "", unnamed] = shape.exec(line) ?? [];
  if (found === undefined) return undefined;
  const place = placeOf(named ?? unnamed ?? "");
  const isNamed = name !== undefined && name !== "<anonymous>";
  return { text: isNamed ? `${at}${name} (${place})` : `${at}${async}${place}`, isOwn: isOwnPlace(place) };
}

/** `file:///app/main.mjs:3` and `/app/main.ts:3:1` alike. */
export function placeOf(text: string): string {
  return text.replace(/^file:\/\//, "");
}

export function isOwnPlace(place: string): boolean {
  return /[/\\].*:\d+$/.test(place) && !/^node:|[/\\]node_modules[/\\]/.test(place);
}
