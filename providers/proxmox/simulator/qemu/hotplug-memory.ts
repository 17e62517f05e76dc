import type { Outcome } from "./outcome.js";

/** What a guest with memory hot-plug starts with, and what one module adds. */
const [fixed, module] = [1024, 512];

/** Memory grows by modules; the guest's system does not let go of them. */
export function memoryTaken(before: string | undefined, after: string | undefined): Outcome {
  const [old, wanted] = [megabytes(before), megabytes(after)];
  if (old === wanted) return "taken";
  if (wanted < fixed)
    return {
      problem: `memory can't be lower than ${fixed} MB at /usr/share/perl5/PVE/QemuServer/Memory.pm line 385.`,
    };
  const modules = (size: number) => Math.ceil((size - fixed) / module);
  if (wanted < old)
    return {
      problem: `400 Parameter verification failed.\ndimm${modules(old) - 1}: error unplug memory module`,
    };
  const grown = fixed + modules(wanted) * module;
  return { taken: (after ?? "").replace(/\d+/, String(grown)) };
}

function megabytes(text: string | undefined): number {
  return Number(/\d+/.exec(text ?? "512")?.[0]);
}
