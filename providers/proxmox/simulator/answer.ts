/** An answer that says more than its data: how many rows there would be, or what waits to be applied. */
export class Page {
  constructor(
    readonly rows: readonly unknown[],
    readonly total: number | undefined,
    readonly changes?: string | undefined,
  ) {}
}

/** An answer that is a file, not JSON. */
export class Download {
  constructor(
    readonly text: string,
    readonly type: string,
  ) {}
}

/** What a caller in this process sees of an answer. */
export function plainAnswer(answer: unknown): unknown {
  if (answer instanceof Page) return answer.rows;
  return answer instanceof Download ? answer.text : answer;
}
