import type { Journal } from "../../change/journal.js";
import type { EventListener } from "../event.js";
import type { State } from "../state/state.js";

const interval = 1000;

/**
 * Saves the state while an apply runs: at most once a second and never in two places at once, so that what a step costs
 * does not grow with the state. Closes journal entries once the state that holds their object is on the disk.
 */
export class Saver {
  readonly #state: State;
  readonly #journal: Journal;
  readonly #listener: EventListener;
  #intents: { readonly id: string; readonly change: number }[] = [];
  #saved: number;
  #last = Date.now();
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> = Promise.resolve();
  #failure: Error | undefined;

  constructor(
    state: State,
    { journal, listener }: { readonly journal: Journal; readonly listener: EventListener },
  ) {
    this.#state = state;
    this.#journal = journal;
    this.#listener = listener;
    this.#saved = state.changes;
  }

  /** Something in the state changed; `intent` is the journal's entry of what made it. */
  changed(intent?: string): void {
    if (intent !== undefined) this.#intents.push({ id: intent, change: this.#state.changes });
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        void this.#save();
      },
      Math.max(0, this.#last + interval - Date.now()),
    );
  }

  /** Saves what is left. Throws where the last save failed: the journal then still knows what was made. */
  async end(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#failure = undefined;
    await this.#save();
    if (this.#failure !== undefined) throw this.#failure as Error;
  }

  #save(): Promise<void> {
    this.#saving = this.#saving.then(async () => {
      try {
        if (this.#state.changes !== this.#saved) {
          this.#saved = await this.#state.save();
          this.#listener({ kind: "saved", path: this.#state.path, serial: this.#state.serial });
        }
        const held = this.#intents.filter(({ change }) => change <= this.#saved);
        this.#intents = this.#intents.filter(({ change }) => change > this.#saved);
        await Promise.all(held.map(({ id }) => this.#journal.close(id)));
      } catch (thrown) {
        this.#failure = thrown instanceof Error ? thrown : new Error(String(thrown));
      } finally {
        this.#last = Date.now();
      }
    });
    return this.#saving;
  }
}
