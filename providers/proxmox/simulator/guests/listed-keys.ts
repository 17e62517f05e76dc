import { parameterFailure } from "../failure.js";

/** The keys that a change of a configuration names: to be removed, taken back, and set. */
export interface ListedKeys {
  readonly removed: readonly string[];
  readonly reverted: readonly string[];
  readonly sent: Readonly<Record<string, string>>;
  /** Whether there is such a key at all. */
  readonly isOption: (key: string) => boolean;
}

/** Refuses keys that are not there, or that are to become two things at once. */
export function assertListedKeys(keys: ListedKeys): void {
  assertRevertable(keys);
  assertRemovable(keys);
}

function assertRevertable({ reverted, sent, isOption }: ListedKeys): void {
  for (const key of reverted) {
    if (!isOption(key)) throw parameterFailure({ revert: `unknown option '${key}'` });
    if (key in sent)
      throw parameterFailure({ delete: `you can't use '-${key}' and -revert ${key}' at the same time` });
  }
}

function assertRemovable({ removed, reverted, sent, isOption }: ListedKeys): void {
  for (const key of removed) {
    if (key in sent)
      throw parameterFailure({ delete: `you can't use '-${key}' and -delete ${key}' at the same time` });
    if (reverted.includes(key))
      throw parameterFailure({
        delete: `you can't use '-delete ${key}' and '-revert ${key}' at the same time`,
      });
    if (!isOption(key)) throw parameterFailure({ delete: `unknown option '${key}'` });
  }
}
