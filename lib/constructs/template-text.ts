import { Token, type IResolvable, type IResolveContext } from "cdktf";

import { textParts } from "./text-parts.js";

/** Text in which only references mean something to Terraform: `${HOME}` of a script stays what it is. */
export function templateText(text: string): string {
  return Token.asString(new ResolvedLater((context) => templateOf(text, context)));
}

/** Text that is worked out as the stack is synthesized, when references can be told. */
export class ResolvedLater implements IResolvable {
  /** For cdktf, which tells where a value came from. */
  readonly creationStack: string[] = [];
  readonly #work: (context: IResolveContext) => string;

  constructor(work: (context: IResolveContext) => string) {
    this.#work = work;
  }

  resolve(context: IResolveContext): string {
    return this.#work(context);
  }

  toString(): string {
    return Token.asString(this);
  }
}

/** A text as a Terraform template. */
export function templateOf(text: string, context: IResolveContext): string {
  return textParts(text)
    .map((part) =>
      part.kind === "literal" ? escapedTemplate(part.text) : String(context.resolve(part.text)),
    )
    .join("");
}

/** A text as a quoted template of Terraform's language, to stand inside an expression. */
export function quotedTemplate(text: string, context: IResolveContext): string {
  const inner = textParts(text).map((part) =>
    part.kind === "literal"
      ? escapedTemplate(JSON.stringify(part.text).slice(1, -1))
      : String(context.resolve(part.text)),
  );
  return `"${inner.join("")}"`;
}

/** Text that a template gives back as it is. */
export function escapedTemplate(text: string): string {
  return text.replace(/[$%]\{/g, (found) => `${found.charAt(0)}${found}`);
}
