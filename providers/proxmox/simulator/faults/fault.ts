/** Something that shall go wrong: on which occasions, and what happens then. */
export type Fault = RequestFault | TaskFault | StorageFault;

/** Which of the occasions it strikes. */
export interface Occasions {
  /** The first one that it strikes, counted from 1. */
  readonly nth?: number;
  /** How many it strikes from there on; with `nth` one if not said, else all. */
  readonly times?: number;
}

/** Requests over the network; what is not said may be anything. */
export interface RequestFault {
  readonly when: Occasions & {
    readonly verb?: string;
    /** Below `/api2/json`: `*` or `{...}` is any one part, `**` any rest. */
    readonly path?: string;
    /** The node that is asked, which need not be the one of the path. */
    readonly node?: string;
  };
  readonly then: RequestEffect;
}

export type RequestEffect =
  /** This error instead of what was asked, which is not done. */
  | { readonly status: number; readonly message?: string }
  /** It is done at once, and answered so many milliseconds later, in real time: that is how clients measure. */
  | { readonly delay: number }
  /** The connection breaks off without an answer, before anything was done or after all was done. */
  | { readonly reset: "before" | "after" }
  /** The connection of an upload breaks off once so many bytes of its body have come. */
  | { readonly cut: number }
  /** The ticket that comes with it is taken for too old; who comes with a token is not meant. */
  | { readonly ticket: "expired" };

/** Tasks, whoever starts them. */
export interface TaskFault {
  readonly when: Occasions & {
    /** `qmstart`, `vzdump`, ... */
    readonly task: string;
    /** What it is about: a guest's number mostly. */
    readonly id?: string | number;
    readonly node?: string;
  };
  readonly then: TaskEffect;
}

export type TaskEffect =
  /**
   * It fails with this text: before it does anything, so that what the request itself left (a guest that is to be made)
   * stays; where its log says so, and it may clear up; or after it did everything.
   */
  | { readonly fail: string; readonly at?: "start" | "end" | { readonly line: string } }
  /** It does all, and warns of this at its end. */
  | { readonly warn: string }
  /** It takes so many milliseconds longer, by the simulation's clock. */
  | { readonly delay: number };

/** Everything that wants room on a storage. */
export interface StorageFault {
  readonly when: Occasions & { readonly storage: string; readonly node?: string };
  readonly then: "full";
}

export function isRequestFault(fault: Fault): fault is RequestFault {
  return !isTaskFault(fault) && !isStorageFault(fault);
}

export function isTaskFault(fault: Fault): fault is TaskFault {
  return "task" in fault.when;
}

export function isStorageFault(fault: Fault): fault is StorageFault {
  return "storage" in fault.when;
}
