/** Texts that a server makes up, and that later requests send back to it. */
const madeUp = [
  /UPID:[^:\s]+:[0-9A-F]{8}:[0-9A-F]{8,9}:[0-9A-F]{8}:[^:\s]*:[^:\s]*:[^:\s]*:/gi,
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
  /\b\d{4}_\d{2}_\d{2}-\d{2}_\d{2}_\d{2}\b/g,
] as const;

/** What of a recorded run stands for what of this run. */
export class Substitutions {
  readonly #here = new Map<string, string>();

  /** Pairs what the recorded server made up with what this one made up at the same place. */
  learn(recorded: unknown, answered: unknown): void {
    if (typeof recorded === "string" && typeof answered === "string")
      return this.#learnText(recorded, answered);
    if (typeof recorded !== "object" || recorded === null) return;
    if (typeof answered !== "object" || answered === null) return;
    for (const [key, value] of Object.entries(recorded))
      this.learn(value, (answered as Readonly<Record<string, unknown>>)[key]);
  }

  #learnText(recorded: string, answered: string): void {
    for (const pattern of madeUp) {
      const [theirs, ours] = [recorded.match(pattern) ?? [], answered.match(pattern) ?? []];
      theirs.forEach((text, index) => {
        const own = ours[index];
        if (own === undefined || this.#here.has(text)) return;
        this.#here.set(text, own);
        this.#here.set(encoded(text), encoded(own));
      });
    }
  }

  /** A request of the recorded run as it has to be sent in this one. */
  apply<T>(value: T): T {
    if (typeof value === "string") {
      let text: string = value;
      for (const [theirs, ours] of this.#here)
        if (text.includes(theirs)) text = text.replaceAll(theirs, ours);
      return text as T;
    }
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((each: unknown) => this.apply(each)) as T;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, this.apply(each as unknown)]),
    ) as T;
  }
}

/** As the recording client wrote a text into a path: the `!` of a token is encoded too. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll("!", "%21");
}
