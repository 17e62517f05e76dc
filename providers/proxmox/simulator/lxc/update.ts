import type { Call } from "../call.js";
import type { Guest } from "../guests/guest.js";
import type { Draft } from "./draft.js";

/** Waiting changes of a container that are about to be taken. */
export interface Update {
  readonly call: Call;
  readonly vmid: number;
  readonly guest: Guest;
  readonly draft: Draft;
  /** The keys that it is about; undefined: all that wait. */
  readonly selected: ReadonlySet<string> | undefined;
  /** Per key, why it could not be taken. */
  readonly problems: Record<string, string>;
  readonly log: (line: string) => void;
}

export function isSelected({ selected }: Update, key: string): boolean {
  return selected === undefined || selected.has(key);
}

/** Does one key's part, and notes why it could not be done; answers whether it was. */
export function attempt(
  update: Update,
  key: string,
  part: { readonly says: string; readonly done: () => void },
): boolean {
  try {
    part.done();
    return true;
  } catch (thrown) {
    update.problems[key] = `${part.says}${(thrown as Error).message}\n`;
    return false;
  }
}
