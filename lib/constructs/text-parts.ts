import { Tokenization } from "cdktf";

/** A piece of a text: what its author wrote, or the placeholder of a reference. */
export interface TextPart {
  readonly kind: "literal" | "reference";
  readonly text: string;
}

/** What cdktf puts into a text for a reference to text, and for one to a number. */
const placeholder = /(\$\{TfToken\[[A-Za-z0-9:._-]+\]\}|-?\d+(?:\.\d+)?e[+-]?\d+)/;

/** The pieces of a text in their order. */
export function textParts(text: string): readonly TextPart[] {
  return text
    .split(placeholder)
    .filter((part) => part !== "")
    .map((part) => ({ kind: isReference(part) ? "reference" : "literal", text: part }));
}

export function hasReference(text: string): boolean {
  return textParts(text).some(({ kind }) => kind === "reference");
}

function isReference(part: string): boolean {
  return part.startsWith("${TfToken[")
    ? Tokenization.reverseString(part).tokens.length > 0
    : Number(part) < 0 && Tokenization.reverseNumber(Number(part)) !== undefined;
}
