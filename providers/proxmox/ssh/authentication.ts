import type { AnyAuthMethod } from "ssh2";

import type { LoginWay } from "./login-ways.js";

type Verdict = "refused" | "accepted, and the server wants more";

/** Tries ways to log in one after the other, over several connections if need be, and remembers what came of each. */
export class Authentication {
  readonly #username: string;
  readonly #ways: readonly LoginWay[];
  readonly #verdicts = new Map<LoginWay, Verdict>();
  readonly #troubles = new Map<LoginWay, string>();
  #current: LoginWay | undefined;
  #offered: readonly string[] = [];

  constructor(username: string, ways: readonly LoginWay[]) {
    this.#username = username;
    this.#ways = ways;
  }

  /** The way that is being tried, or that did it. */
  get current(): string | undefined {
    return this.#current?.name;
  }

  /** How many ways have been judged. */
  get tried(): number {
    return this.#verdicts.size;
  }

  /** Whether a further connection could try more. */
  get hasMore(): boolean {
    return this.#next() !== undefined;
  }

  /** The next attempt, by what the server says that it takes; false when nothing is left. */
  next(offered: readonly string[]): AnyAuthMethod | false {
    // A way that is accepted although more is wanted shows in what the server takes now.
    const isAnother = offered.join() !== this.#offered.join();
    this.#judge(isAnother ? "accepted, and the server wants more" : "refused");
    this.#offered = offered;
    const next = this.#next();
    this.#current = next?.way;
    return next === undefined ? false : next.way.attempt(next.method, this.#username);
  }

  /** The question which ways the server takes, before the first attempt of a connection. */
  begin(): AnyAuthMethod {
    this.#current = undefined;
    return { type: "none", username: this.#username };
  }

  /** The server ended the connection: it took that attempt for one too many. */
  cutOff(): void {
    this.#judge("refused");
    this.#current = undefined;
  }

  /** What went wrong on our side with the way that is being tried. */
  trouble(text: string): void {
    if (this.#current !== undefined) this.#troubles.set(this.#current, text);
  }

  /** For each way what came of it, for a person. */
  report(): readonly string[] {
    return this.#ways.map((way) => {
      const trouble = this.#troubles.get(way);
      const verdict =
        this.#verdicts.get(way) ??
        (this.#offered.length === 0
          ? "not tried"
          : `not tried, since the server takes ${this.#offered.join(", ") || "nothing"} only`);
      return `${way.name}: ${trouble ?? verdict}`;
    });
  }

  #judge(verdict: Verdict): void {
    if (this.#current !== undefined) this.#verdicts.set(this.#current, verdict);
  }

  #next(): { readonly way: LoginWay; readonly method: string } | undefined {
    for (const way of this.#ways) {
      const method = way.methods.find((each) => this.#offered.includes(each));
      if (!this.#verdicts.has(way) && method !== undefined) return { way, method };
    }
    return undefined;
  }
}
