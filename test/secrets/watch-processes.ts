import { readdirSync, readFileSync } from "node:fs";

/** Looks at a process so often, since it changes what it is when it begins a program. */
const looks = 5;

/** What is seen of the command lines of this machine's processes until it is stopped. */
export interface Watch {
  readonly lines: ReadonlySet<string>;
  stop(): void;
}

/** Watches the list of processes, as anybody on the machine may; sees nothing where there is no `/proc`. */
export function watchProcesses(milliseconds: number): Watch {
  const lines = new Set<string>();
  let seen = new Map<string, number>();
  const look = () => {
    const running = processes();
    seen = new Map(running.map((id) => [id, (seen.get(id) ?? 0) + 1]));
    for (const id of running)
      if ((seen.get(id) ?? 0) <= looks) {
        const line = commandLineOf(id);
        if (line !== "") lines.add(line);
      }
  };
  look();
  const timer = setInterval(look, milliseconds);
  timer.unref();
  return { lines, stop: () => (look(), clearInterval(timer)) };
}

function processes(): readonly string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** Empty where it has ended meanwhile. */
function commandLineOf(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return "";
  }
}
