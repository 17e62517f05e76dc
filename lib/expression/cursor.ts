import { ExpressionError } from "./syntax.js";

/** A position in a text that is being parsed. */
export class Cursor {
  position = 0;

  constructor(readonly text: string) {}

  get isAtEnd(): boolean {
    return this.position >= this.text.length;
  }

  startsWith(word: string): boolean {
    return this.text.startsWith(word, this.position);
  }

  /** Steps over `word` if it stands here. */
  take(word: string): boolean {
    if (!this.startsWith(word)) return false;
    this.position += word.length;
    return true;
  }

  /** Steps over what a sticky pattern matches here. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }

  next(): string {
    const character = this.text[this.position] ?? "";
    this.position++;
    return character;
  }

  skipSpace(): void {
    this.match(/(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y);
  }

  expect(word: string): void {
    this.skipSpace();
    if (!this.take(word)) this.fail(`"${word}" is missing`);
  }

  fail(what: string): never {
    const rest = this.text.slice(this.position, this.position + 30);
    throw new ExpressionError(rest === "" ? `${what} at the end` : `${what} before ${JSON.stringify(rest)}`);
  }
}
