/** A worker's view of its task. */
export interface TaskHandle {
  readonly upid: string;
  readonly log: (line: string) => void;
  /** Ends the task well, yet with this many warnings. */
  readonly warn: (line: string) => void;
  /** Lets time pass; ends with the task if that is stopped meanwhile. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Says when the task is stopped, for what can be called off. */
  readonly signal: AbortSignal;
}

export type Worker = (task: TaskHandle) => Promise<void>;
