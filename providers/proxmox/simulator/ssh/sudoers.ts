import { commandPath } from "./command-path.js";
import type { SystemUser } from "./system-users.js";

interface Rule {
  readonly who: string;
  readonly runAs: readonly string[];
  readonly needsPassword: boolean;
  readonly isForbidden: boolean;
  /** `ALL`, or a path with wildcards. */
  readonly command: string;
  /** Undefined: any; empty: none. */
  readonly args: string | undefined;
}

export interface Wish {
  readonly as: string;
  /** The command's full path. */
  readonly command: string;
  readonly args: readonly string[];
}

/** Whether somebody may run a command as somebody else without giving a password: the last rule that fits decides. */
export function isFree(user: SystemUser, lines: readonly string[], wish: Wish): boolean {
  if (user.name === "root") return true;
  const fitting = lines.flatMap(rulesOf).filter((rule) => fits(rule, user.name, wish));
  const last = fitting.at(-1);
  return last !== undefined && !last.isForbidden && !last.needsPassword;
}

function rulesOf(line: string): readonly Rule[] {
  const match = /^\s*([^\s#]+)\s+[^=\s]+\s*=\s*(?:\(([^)]*)\)\s*)?(.*)$/.exec(line);
  if (match === null) return [];
  const [, who = "", runAs = "root", rest = ""] = match;
  let needsPassword = true;
  return rest.split(/(?<!\\),/).map((entry) => {
    // Tags hold for all commands after them.
    const tags = /^\s*((?:[A-Z_]+:\s*)*)(.*?)\s*$/.exec(entry);
    for (const [tag] of (tags?.[1] ?? "").matchAll(/[A-Z_]+/g)) {
      if (tag === "NOPASSWD") needsPassword = false;
      if (tag === "PASSWD") needsPassword = true;
    }
    const text = tags?.[2] ?? "";
    const [command = "", ...args] = text.replace(/^!\s*/, "").split(/\s+/);
    return {
      who,
      runAs:
        runAs
          .split(":")[0]
          ?.split(",")
          .map((name) => name.trim()) ?? [],
      needsPassword,
      isForbidden: text.startsWith("!"),
      command: command === "ALL" ? command : commandPath(command),
      args: args.length === 0 ? undefined : args.join(" ") === '""' ? "" : args.join(" "),
    };
  });
}

function fits({ who, runAs, command, args }: Rule, user: string, wish: Wish): boolean {
  if (who !== user && who !== "ALL") return false;
  if (!runAs.some((name) => name === "ALL" || name === wish.as)) return false;
  if (command === "ALL") return true;
  // In a path a wildcard stops at a slash, among arguments it does not.
  if (!wildcard(command, "[^/]").test(wish.command)) return false;
  return args === undefined || wildcard(args, "[\\s\\S]").test(wish.args.join(" "));
}

function wildcard(pattern: string, any: string): RegExp {
  const source = pattern.replace(
    /\\(.)|\[!?[^\]]+\]|[*?]|[.+^${}()|\\]/g,
    (found, escaped: string | undefined) => {
      if (escaped !== undefined) return escaped.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      if (found === "*") return `${any}*`;
      if (found === "?") return any;
      return found.startsWith("[") ? found.replace(/^\[!/, "[^") : `\\${found}`;
    },
  );
  return new RegExp(`^${source}$`);
}
