import { Scanner, SyntaxFailure } from "./scanner.js";
import type { Chain, Node, Pipeline, Redirection, Script, Word } from "./tree.js";

/** Understands as much of bash as programs send to a node. */
export function parse(text: string): Script {
  const parser = new Parser(new Scanner(text, substitution));
  const script = parser.script();
  if (!parser.scanner.isAtEnd) parser.refuse();
  return script;
}

function substitution(scanner: Scanner): Script {
  const parser = new Parser(scanner);
  const script = parser.script();
  parser.expect(/\)/);
  return script;
}

const reserved = /(?:then|elif|else|fi|do|done|\})(?=[\s;&|)]|$)/;

class Parser {
  constructor(readonly scanner: Scanner) {}

  /** Chains up to a word or sign that ends what is around. */
  script(): Script {
    const chains: Chain[] = [];
    for (;;) {
      this.#skipLines();
      if (
        this.scanner.isAtEnd ||
        this.scanner.match(/\)/) !== undefined ||
        this.scanner.match(reserved) !== undefined
      )
        return chains;
      chains.push(this.#chain());
      this.scanner.skipBlanks();
      if (this.scanner.take(/;(?!;)|\n|&(?!&)/) === undefined) return chains;
    }
  }

  expect(pattern: RegExp): void {
    this.#skipLines();
    if (this.scanner.take(pattern) === undefined) this.refuse();
  }

  refuse(): never {
    const { scanner } = this;
    const lines = scanner.text.split("\n");
    if (scanner.isAtEnd) throw new SyntaxFailure("syntax error: unexpected end of file", lines.length + 1);
    const near = scanner.match(/\n|;;?|&&?|\|\|?|[()<>]|[^\s;&|()<>]+/)?.[0] ?? "";
    const text = `syntax error near unexpected token \`${near === "\n" ? "newline" : near}'`;
    throw new SyntaxFailure(text, scanner.line, lines[scanner.line - 1]);
  }

  #skipLines(): void {
    do this.scanner.skipBlanks();
    while (this.scanner.take(/\n/) !== undefined);
  }

  #chain(): Chain {
    const links: Chain[number][] = [{ when: "always", pipeline: this.#pipeline() }];
    for (;;) {
      this.scanner.skipBlanks();
      const operator = this.scanner.take(/&&|\|\|/);
      if (operator === undefined) return links;
      this.#skipLines();
      links.push({ when: operator[0] === "&&" ? "success" : "failure", pipeline: this.#pipeline() });
    }
  }

  #pipeline(): Pipeline {
    const negated = this.scanner.take(/!\s+/) !== undefined;
    const commands = [this.#command()];
    for (;;) {
      this.scanner.skipBlanks();
      if (this.scanner.take(/\|(?!\|)/) === undefined) return { negated, commands };
      this.#skipLines();
      commands.push(this.#command());
    }
  }

  #command(): Node {
    this.scanner.skipBlanks();
    const named = this.scanner.take(/([A-Za-z_][\w-]*)\s*\(\)\s*|function\s+([\w-]+)\s*(?:\(\))?\s*/);
    if (named !== undefined)
      return {
        kind: "function",
        name: named[1] ?? (named[2] as string),
        body: this.#command(),
        redirections: [],
      };
    const compound = this.#compound();
    if (compound === undefined) return this.#simple();
    const redirections: Redirection[] = [];
    for (let next = this.#redirection(); next !== undefined; next = this.#redirection())
      redirections.push(next);
    return { ...compound, redirections };
  }

  #compound(): Node | undefined {
    const { scanner } = this;
    const opening = scanner.take(/\((?!\()|\{(?=\s)|(?:if|for|while|until)(?=[\s;(])/);
    if (opening === undefined) return undefined;
    switch (opening[0]) {
      case "(":
      case "{": {
        const body = this.script();
        this.expect(opening[0] === "(" ? /\)/ : /\}/);
        return { kind: "group", body, isSubshell: opening[0] === "(", redirections: [] };
      }
      case "if":
        return this.#if();
      case "for":
        return this.#for();
      case "while":
      case "until": {
        const condition = this.script();
        return {
          kind: "while",
          condition,
          until: opening[0] === "until",
          body: this.#loop(),
          redirections: [],
        };
      }
      default:
        return undefined;
    }
  }

  #if(): Node {
    const branches: { condition: Script; body: Script }[] = [];
    for (;;) {
      const condition = this.script();
      this.expect(/then(?=\s)/);
      branches.push({ condition, body: this.script() });
      if (this.scanner.take(/elif(?=\s)/) === undefined) break;
    }
    const otherwise = this.scanner.take(/else(?=\s)/) === undefined ? [] : this.script();
    this.expect(/fi\b/);
    return { kind: "if", branches, otherwise, redirections: [] };
  }

  #for(): Node {
    this.scanner.skipBlanks();
    const name = this.scanner.take(/[A-Za-z_]\w*/)?.[0] ?? this.refuse();
    this.expect(/in(?=\s)/);
    const words = this.#words();
    this.scanner.skipBlanks();
    this.scanner.take(/;/);
    return { kind: "for", name, words, body: this.#loop(), redirections: [] };
  }

  #loop(): Script {
    this.expect(/do(?=\s)/);
    const body = this.script();
    this.expect(/done\b/);
    return body;
  }

  #words(): readonly Word[] {
    const words: Word[] = [];
    for (;;) {
      this.scanner.skipBlanks();
      const word = this.scanner.word();
      if (word === undefined) return words;
      words.push(word);
    }
  }

  #simple(): Node {
    const { scanner } = this;
    const line = scanner.line;
    const assignments: { name: string; value: Word }[] = [];
    const words: Word[] = [];
    const redirections: Redirection[] = [];
    for (;;) {
      scanner.skipBlanks();
      const redirection = this.#redirection();
      if (redirection !== undefined) {
        redirections.push(redirection);
        continue;
      }
      const assigned = words.length === 0 ? scanner.take(/([A-Za-z_]\w*)=/) : undefined;
      const word = scanner.word();
      if (assigned !== undefined) assignments.push({ name: assigned[1] as string, value: word ?? [] });
      else if (word !== undefined) words.push(word);
      else break;
    }
    if (assignments.length + words.length + redirections.length === 0) this.refuse();
    return { kind: "simple", line, assignments, words, redirections };
  }

  #redirection(): Redirection | undefined {
    const { scanner } = this;
    scanner.skipBlanks();
    const found = scanner.take(/(\d)?(<<<|<<-?|>>|>&|>\||[<>])/);
    if (found === undefined) return undefined;
    const [, number, sign = ""] = found;
    scanner.skipBlanks();
    const target = scanner.word() ?? this.refuse();
    if (/^<<-?$/.test(sign)) return { descriptor: 0, operator: "<<<", target: this.#document(target, sign) };
    const operator = (sign === ">|" ? ">" : sign) as Redirection["operator"];
    return {
      descriptor: number === undefined ? (sign.startsWith("<") ? 0 : 1) : Number(number),
      operator,
      target,
    };
  }

  /** The lines after this one up to the mark; they are taken out of the script. */
  #document(mark: Word, sign: string): Word {
    const { scanner } = this;
    const end = mark.map((part) => (part.kind === "text" ? part.text : "")).join("");
    const lineEnd = scanner.text.indexOf("\n", scanner.at);
    const lines = lineEnd === -1 ? [] : scanner.text.slice(lineEnd + 1).split("\n");
    const bare = (line: string) => (sign === "<<-" ? line.replace(/^\t+/, "") : line);
    const count = lines.findIndex((line) => bare(line) === end);
    if (count === -1)
      throw new SyntaxFailure(`here-document delimited by end-of-file (wanted \`${end}')`, scanner.line);
    const body = lines.slice(0, count).map(bare);
    scanner.text = [scanner.text.slice(0, lineEnd), ...lines.slice(count + 1)].join("\n");
    // A here-string gets a line end of its own.
    const text = body.join("\n");
    if (mark.some((part) => part.kind === "text" && part.quoted))
      return [{ kind: "text", text, quoted: true }];
    return new Scanner(text, substitution).quoted(undefined);
  }
}
