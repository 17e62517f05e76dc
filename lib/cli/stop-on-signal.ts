import { wrapped } from "./render/fit.js";
import type { Terminal } from "./terminal.js";

const once =
  "Stopping: nothing new is begun, what runs is brought to an end or left to the server, and the state is saved. Once more to leave at once.";
const twice =
  "Left at once. What runs at the server goes on, and the journal knows of it: run the same command again to go on.";

/** The signal of a process that somebody stops: the first time it ends in order, the second time at once. */
export function stopOnSignal(
  process: Pick<NodeJS.EventEmitter, "on"> & { exit(code: number): void },
  terminal: Terminal,
): AbortSignal {
  const stop = new AbortController();
  const say = (text: string) => {
    // Lines that move are drawn anew below it.
    terminal.redraw([]);
    terminal.complain(`\n${wrapped(text, terminal.width).join("\n")}\n`);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      if (stop.signal.aborted) {
        say(twice);
        process.exit(1);
      } else {
        say(once);
        stop.abort();
      }
    });
  return stop.signal;
}
