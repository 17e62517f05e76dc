import type { Terminal } from "./terminal.js";

/**
 * The signal of a process that somebody stops: the first time what runs ends in order, and tells what that means to it;
 * the second time it is left at once.
 */
export function stopOnSignal(
  process: Pick<NodeJS.EventEmitter, "on"> & { exit(code: number): void },
  terminal: Terminal,
): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      if (!stop.signal.aborted) return stop.abort();
      terminal.redraw([]);
      terminal.complain("\nLeft at once: run the same command again to go on.\n");
      process.exit(1);
    });
  return stop.signal;
}
