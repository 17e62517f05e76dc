import type { ValueObject } from "../value/value.js";

/** What is about to be made, written down before the request that makes it. */
export interface Intent {
  readonly id: string;
  /** Full type name: `proxmox_vm`. */
  readonly type: string;
  /** Where the executor knows it (`proxmox_vm.web`); Terraform does not tell its plugin. */
  readonly address?: string;
  /** Stands for the wish; equal wishes have equal fingerprints. Never the wish itself: it may hold secrets. */
  readonly fingerprint: string;
  /** Paths of every leaf that is to be written. */
  readonly writes: readonly string[];
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Which object it is to become, as soon as that is decided. */
  readonly identity?: ValueObject;
  /** What the request that makes it carries, and the object shows afterwards: nobody else's has it. */
  readonly proof?: string | null;
  /** The last task that was started for it. */
  readonly task?: string;
  /** The executor was told that it is done; whether it stored that, is not known. */
  readonly answered: boolean;
  /** Whether the process that wrote it still runs. */
  readonly isAlive: boolean;
}

/** What was begun and not yet seen in a state: survives a killed apply. Every write is synced before it returns. */
export interface Journal {
  begin(intent: Pick<Intent, "type" | "address" | "fingerprint" | "writes">): Promise<Intent>;
  note(
    id: string,
    more: Partial<Pick<Intent, "identity" | "proof" | "task">> & { readonly answered?: true },
  ): Promise<void>;
  /** Removes an entry: its object was seen in a state, or was never made. */
  close(id: string): Promise<void>;
  /** Of the open entries of this type those whose writer is gone: what an interrupted run left. */
  leftBehind(type: string): Promise<readonly Intent[]>;
  /** Entries of this type that no state has been seen to hold. */
  open(type: string): Promise<readonly Intent[]>;
}

/** A journal for where a killed process leaves nothing to resume: unit tests. */
export function journalInMemory(): Journal {
  const intents = new Map<string, Intent>();
  return {
    begin: async (intent) => {
      const entry: Intent = {
        ...intent,
        id: `${intents.size + 1}`,
        since: Date.now(),
        answered: false,
        isAlive: true,
      };
      intents.set(entry.id, entry);
      return entry;
    },
    note: async (id, more) => {
      const entry = intents.get(id);
      if (entry !== undefined) intents.set(id, { ...entry, ...more });
    },
    close: async (id) => void intents.delete(id),
    leftBehind: async (type) =>
      [...intents.values()].filter((intent) => intent.type === type && !intent.isAlive),
    open: async (type) => [...intents.values()].filter((intent) => intent.type === type),
  };
}
