import { statSync } from "node:fs";
import { posix } from "node:path";

import { about } from "../process.js";
import { FunctionReturn, ShellExit, type Shell, type Streams } from "./shell.js";
import { commandPath } from "../command-path.js";

/** A command that changes or asks its shell; it stands before a command of the same name. */
export type Builtin = (shell: Shell, args: readonly string[], streams: Streams) => Promise<number> | number;

const options: Readonly<Record<string, (shell: Shell, on: boolean) => void>> = {
  e: (shell, on) => void (shell.stopsOnFailure = on),
  errexit: (shell, on) => void (shell.stopsOnFailure = on),
  pipefail: (shell, on) => void (shell.seesPipeFailures = on),
};

export const builtins: Readonly<Record<string, Builtin>> = {
  ":": () => 0,
  umask: () => 0,
  cd: async (shell, [target]) => {
    const path = posix.resolve(shell.cwd, target ?? shell.variables.get("HOME") ?? "/");
    await about(`bash: line 1: cd: ${target}`, () => {
      if (!statSync(shell.files.real(path, "read")).isDirectory())
        throw Object.assign(new Error(), { code: "ENOTDIR" });
    });
    shell.cwd = path;
    return 0;
  },
  pwd: async ({ cwd }, _args, { stdout }) => {
    await stdout.write(`${cwd}\n`);
    return 0;
  },
  set: (shell, args) => {
    if (args[0] === "--") {
      shell.positional = args.slice(1);
      return 0;
    }
    args.forEach((arg, index) => {
      const letters = /^([-+])([a-z]+)$/.exec(arg);
      if (letters === null) return;
      const on = letters[1] === "-";
      for (const letter of letters[2] as string) options[letter]?.(shell, on);
      if (/o/.test(arg)) options[args[index + 1] ?? ""]?.(shell, on);
    });
    return 0;
  },
  export: (shell, args) => assign(shell, args),
  local: (shell, args) => {
    for (const name of args.map((arg) => arg.replace(/=[\s\S]*/, ""))) {
      if (!shell.locals.has(name)) shell.locals.set(name, shell.variables.get(name));
      shell.variables.delete(name);
    }
    return assign(shell, args);
  },
  unset: (shell, args) => {
    for (const name of args) shell.variables.delete(name);
    return 0;
  },
  shift: (shell, [count = "1"]) => {
    shell.positional = shell.positional.slice(Number(count));
    return 0;
  },
  exit: (shell, [status]) => {
    throw new ShellExit(status === undefined ? shell.status : Number(status) & 255);
  },
  return: (shell, [status]) => {
    throw new FunctionReturn(status === undefined ? shell.status : Number(status) & 255);
  },
  command: async ({ commands, functions }, [flag, name = ""], { stdout }) => {
    if (flag !== "-v" || !(name in commands || name in builtins || functions.has(name))) return 1;
    await stdout.write(`${name in commands ? commandPath(name) : name}\n`);
    return 0;
  },
  read: async (shell, args, { stdin }) => {
    const text = await lineOf(stdin);
    const names = args.filter((arg) => !arg.startsWith("-"));
    const pieces = (text ?? "").trim().split(/[ \t]+/);
    names.forEach((name, index) =>
      shell.variables.set(
        name,
        (index === names.length - 1 ? pieces.slice(index).join(" ") : pieces[index]) ?? "",
      ),
    );
    return text === undefined ? 1 : 0;
  },
};

function assign(shell: Shell, args: readonly string[]): number {
  for (const arg of args) {
    const pair = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(arg);
    if (pair !== null) shell.variables.set(pair[1] as string, pair[2] as string);
  }
  return 0;
}

/** One line; what comes after it in the same piece stays for the next reader. */
async function lineOf(stdin: Streams["stdin"]): Promise<string | undefined> {
  const chunk = await stdin.read();
  if (chunk === undefined) return undefined;
  const end = chunk.indexOf(10);
  if (end === -1) return chunk.toString("utf8");
  stdin.unread?.(chunk.subarray(end + 1));
  return chunk.toString("utf8", 0, end);
}
