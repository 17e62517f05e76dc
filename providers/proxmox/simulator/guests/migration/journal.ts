import type { Clock } from "../../clock.js";
import type { TaskHandle } from "../../worker.js";

/** A migration's log: every line of its own has the time. */
export interface Journal {
  readonly info: (text: string) => void;
  readonly error: (text: string) => void;
  /** Hours, minutes and seconds since it began. */
  readonly duration: () => string;
}

export function journalOf(task: TaskHandle, clock: Clock): Journal {
  const start = clock.now();
  const stamp = () => new Date(clock.now()).toISOString().slice(0, 19).replace("T", " ");
  return {
    info: (text) => task.log(`${stamp()} ${text}`),
    error: (text) => task.log(`${stamp()} ERROR: ${text}`),
    duration: () => {
      const seconds = Math.round((clock.now() - start) / 1000);
      const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
      return parts.map((part) => String(part).padStart(2, "0")).join(":");
    },
  };
}
