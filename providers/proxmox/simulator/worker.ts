/** A worker's view of its task. */
export interface TaskHandle {
  readonly upid: string;
  readonly log: (line: string) => void;
  /** Logs even when the task is stopped: what is still to be said while things are cleared up. */
  readonly say: (line: string) => void;
  /** Ends the task well, yet with this many warnings. */
  readonly warn: (line: string) => void;
  /** Lets time pass; ends with the task if that is stopped meanwhile. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Says when the task is stopped, for what can be called off. */
  readonly signal: AbortSignal;
}

export type Worker = (task: TaskHandle) => Promise<void>;

/** Ends a worker without a word of how it ended, as if its process were gone; that is then all that is known. */
export class UnexpectedEnd extends Error {
  constructor() {
    super("unexpected status");
  }
}
