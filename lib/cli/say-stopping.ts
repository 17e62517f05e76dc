import type { CommandContext } from "./context.js";
import { wrapped } from "./render/fit.js";

const text =
  "Stopping: nothing new is begun, what runs is brought to an end or left to the server, and the state is saved. Once more to leave at once: what runs at the server goes on then, and the journal knows of it.";

/** Tells a person what a stop means for stacks that are worked on. Call what it answers when that is over. */
export function sayStopping({ terminal, signal }: Pick<CommandContext, "terminal" | "signal">): () => void {
  const say = () => {
    // Lines that move are drawn anew below it.
    terminal.redraw([]);
    terminal.complain(`\n${wrapped(text, terminal.width).join("\n")}\n`);
  };
  signal.addEventListener("abort", say, { once: true });
  return () => signal.removeEventListener("abort", say);
}
