import type { Output } from "../engine/stack.js";

/** An output as one is shown that nobody asked for by name. */
export function maskedOutput(output: Output): Output {
  return output.sensitive ? { ...output, value: null } : output;
}
