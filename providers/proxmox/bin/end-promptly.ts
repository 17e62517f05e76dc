import { setFlagsFromString } from "node:v8";

/**
 * Has the process end when its work is done. Node 20 compiles undici's parser a second time in the background, for
 * speed that a command has no use for, and waits for that at the end: some 80 ms. Later versions don't wait.
 */
export function endPromptly(): void {
  if (process.version.startsWith("v20.")) setFlagsFromString("--liftoff-only");
}
