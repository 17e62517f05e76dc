import type { Part, Script, Word } from "./tree.js";

/** A script that is not understood. */
export class SyntaxFailure extends Error {
  constructor(text: string, line: number, source?: string) {
    const where = `bash: -c: line ${line}: `;
    super(where + text + (source === undefined ? "" : `\n${where}\`${source}'`));
  }
}

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "0": "\0",
  e: "\x1b",
  a: "\x07",
};

/** Reads words out of a script: quotes, escapes, variables, substitutions. */
export class Scanner {
  at = 0;

  constructor(
    public text: string,
    /** Reads the commands of `$(...)` up to the bracket. */
    readonly substitution: (scanner: Scanner) => Script,
  ) {}

  get line(): number {
    return this.text.slice(0, this.at).split("\n").length;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Blanks, continued lines and comments. */
  skipBlanks(): void {
    const blanks = /(?:[ \t]|\\\n)*(?:#[^\n]*)?/y;
    blanks.lastIndex = this.at;
    this.at += blanks.exec(this.text)?.[0].length ?? 0;
  }

  match(pattern: RegExp): RegExpExecArray | undefined {
    const sticky = new RegExp(pattern.source, "y");
    sticky.lastIndex = this.at;
    return sticky.exec(this.text) ?? undefined;
  }

  take(pattern: RegExp): RegExpExecArray | undefined {
    const found = this.match(pattern);
    if (found !== undefined) this.at += found[0].length;
    return found;
  }

  /** The next word; undefined where there is none. */
  word(): Word | undefined {
    const parts: Part[] = [];
    while (!this.isAtEnd && this.match(/[\s;&|<>()]/) === undefined) {
      if (this.take(/\\\n/) !== undefined) continue;
      parts.push(...this.#piece());
    }
    return parts.length === 0 ? undefined : parts;
  }

  #piece(): readonly Part[] {
    const single = this.take(/'([^']*)'/);
    if (single !== undefined) return [{ kind: "text", text: single[1] as string, quoted: true }];
    const ansi = this.take(/\$'((?:[^'\\]|\\[\s\S])*)'/);
    if (ansi !== undefined) return [{ kind: "text", text: unescaped(ansi[1] as string), quoted: true }];
    const escaped = this.take(/\\([\s\S])/);
    if (escaped !== undefined) return [{ kind: "text", text: escaped[1] as string, quoted: true }];
    if (this.take(/"/) !== undefined) return this.quoted('"');
    const value = this.#value(false);
    if (value !== undefined) return [value];
    const plain = this.take(/[^\s;&|<>()'"\\$`]+|\$/);
    if (plain === undefined)
      throw new SyntaxFailure("unexpected EOF while looking for matching quote", this.line);
    return [{ kind: "text", text: plain[0], quoted: false }];
  }

  /** The inside of double quotes; of a whole text if nothing ends it. */
  quoted(end: string | undefined): readonly Part[] {
    const parts: Part[] = [{ kind: "text", text: "", quoted: true }];
    for (;;) {
      if (this.isAtEnd) {
        if (end === undefined) return parts;
        throw new SyntaxFailure(`unexpected EOF while looking for matching \`${end}'`, this.line);
      }
      if (end !== undefined && this.text[this.at] === end) {
        this.at++;
        return parts;
      }
      const escaped = this.take(/\\(["$`\\\n])/);
      if (escaped !== undefined) {
        if (escaped[1] !== "\n") parts.push({ kind: "text", text: escaped[1] as string, quoted: true });
        continue;
      }
      parts.push(this.#value(true) ?? { kind: "text", text: this.#character(), quoted: true });
    }
  }

  #character(): string {
    return this.take(/[^"$`\\]+|[\s\S]/)?.[0] ?? "";
  }

  #value(quoted: boolean): Part | undefined {
    if (this.take(/\$\(/) !== undefined)
      return { kind: "substitution", script: this.substitution(this), quoted };
    const old = this.take(/`((?:[^`\\]|\\[\s\S])*)`/);
    if (old !== undefined) {
      const inner = new Scanner(`${(old[1] as string).replace(/\\([`$\\])/g, "$1")})`, this.substitution);
      return { kind: "substitution", script: this.substitution(inner), quoted };
    }
    const plain = this.take(/\$(\w+|[?@*#$!])/);
    if (plain !== undefined) return { kind: "variable", name: plain[1] as string, quoted };
    const braced = this.take(/\$\{(\w+|[?@*#])(?::?-([^}]*))?\}/);
    if (braced === undefined) return undefined;
    const [, name = "", fallback] = braced;
    if (fallback === undefined) return { kind: "variable", name, quoted };
    const inner = new Scanner(fallback.replace(/^(["'])(.*)\1$/, "$2"), this.substitution);
    return { kind: "variable", name, quoted, fallback: inner.quoted(undefined) };
  }
}

function unescaped(text: string): string {
  return text.replace(/\\(?:x([0-9a-fA-F]{1,2})|([\s\S]))/g, (_, hex: string | undefined, one: string) =>
    hex === undefined ? (escapes[one] ?? one) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
