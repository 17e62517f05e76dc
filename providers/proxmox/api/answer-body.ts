/** What Proxmox VE wraps its answers in. */
export interface AnswerBody {
  readonly data?: unknown;
  /** Of a node's interfaces: how what waits to be applied differs from what is real, as a diff. */
  readonly changes?: string;
  /** What it says of a failure. */
  readonly message?: string;
  /** The same of single parameters. */
  readonly errors?: Readonly<Record<string, string>>;
}

/** The body of an answer; undefined where it is none of Proxmox VE's. Some of its refusals have an empty one. */
export function bodyOf(text: string): AnswerBody | undefined {
  if (text === "") return {};
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" ? (body ?? {}) : undefined;
  } catch {
    return undefined;
  }
}
