import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { commandPath } from "../command-path.js";
import { filesOf } from "../files.js";
import { CommandFailure, type Process } from "../process.js";
import { isFree } from "../sudoers.js";
import { findSystemUser } from "../system-users.js";

const usage = "usage: sudo -h | -K | -k | -V\nusage: sudo [-ABbEHnPS] [-u user] [VAR=value] [<command>]";
const noTerminal =
  "sudo: a terminal is required to read the password; either use the -S option to read from standard input or configure an askpass helper\n";
const withValue = new Set(["-u", "--user", "-g", "--group", "-p", "--prompt"]);

/** Runs a command as root, or as `-u` says, where sudoers lets this user do so without a password; `-l` only asks. */
export async function sudo(process: Process): Promise<number> {
  const { as, isSilent, isQuestion, words } = wishOf(process.args);
  const [name, ...args] = words;
  if (name === undefined) throw new CommandFailure(usage);
  const target = findSystemUser(process.world, as);
  if (target === undefined) throw new CommandFailure(`sudo: unknown user ${as}`);
  const isAllowed = isFree(process.user, sudoersOf(process), { as, command: commandPath(name), args });
  if (isQuestion) {
    if (isAllowed) await process.stdout.write(`${[commandPath(name), ...args].join(" ")}\n`);
    return isAllowed ? 0 : 1;
  }
  if (!isAllowed) throw new CommandFailure(`${isSilent ? "" : noTerminal}sudo: a password is required`);
  if (!process.has(name)) throw new CommandFailure(`sudo: ${name}: command not found`);
  return process.run(words, target);
}

function wishOf(args: readonly string[]): {
  readonly as: string;
  readonly isSilent: boolean;
  /** Whether only to tell if it would be allowed. */
  readonly isQuestion: boolean;
  readonly words: readonly string[];
} {
  let as = "root";
  let isSilent = false;
  let isQuestion = false;
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at] as string;
    if (arg === "--") {
      at++;
      break;
    }
    if (!/^-|^\w+=/.test(arg)) break;
    if (arg === "-n" || arg === "--non-interactive") isSilent = true;
    if (arg === "-l" || arg === "--list") isQuestion = true;
    if (!withValue.has(arg)) continue;
    at++;
    if (arg === "-u" || arg === "--user") as = args[at] ?? as;
  }
  return { as, isSilent, isQuestion, words: args.slice(at) };
}

/** The user's own rules, and those in the folder that visudo writes to. */
function sudoersOf({ world, node, user }: Process): readonly string[] {
  const folder = filesOf({ world, node }, findSystemUser(world, "root") ?? user).real(
    "/etc/sudoers.d",
    "read",
  );
  const written = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"));
  return [...user.sudoers, ...written];
}
