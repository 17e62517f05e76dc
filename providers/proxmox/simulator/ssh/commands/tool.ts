import { plainAnswer } from "../../answer.js";
import { dispatch } from "../../dispatch.js";
import { ApiFailure } from "../../failure.js";
import { specification, type Method } from "../../../api/specification/specification.js";
import type { World } from "../../world.js";
import { CommandFailure, type Command, type Process } from "../process.js";
import { answerText, type Format } from "./answer-text.js";
import { optionsOf, type Options } from "./options.js";

/** One of a tool's commands: the API's method that it calls, or what it does itself. */
export type ToolCommand = MethodCommand | OwnCommand;

export interface MethodCommand {
  /** `PUT /nodes/{node}/qemu/{vmid}/config` */
  readonly method: string;
  /** The parameters that are told by their place. */
  readonly positional?: readonly string[];
  readonly fixed?: Readonly<Record<string, string | number>>;
  readonly before?: (options: Options) => string;
  readonly print?: (answer: unknown, options: Options) => string;
}

export interface OwnCommand {
  readonly positional: readonly string[];
  readonly own: (process: Process, options: Options) => Promise<number | void>;
}

/** A tool of PVE: `qm`, `pvesm`, ...; its commands by their words. */
export function tool(name: string, commands: Readonly<Record<string, ToolCommand>>): Command {
  return async (process) => {
    if (process.user.name !== "root") throw new CommandFailure("please run as root", 255);
    const words = [3, 2, 1].map((count) => process.args.slice(0, count).join(" "));
    const called = words.find((each) => Object.hasOwn(commands, each));
    const all = usageOf(name, commands);
    if (process.args[0] === "help") return process.stdout.write(`${all}\n`);
    if (called === undefined) throw unknown(name, process.args[0], all);
    const command = commands[called] as ToolCommand;
    const rest = process.args.slice(called.split(" ").length);
    const { positional = [] } = command;
    const usage = callOf(name, called, command);
    return answered(usage, async () => {
      const method = "own" in command ? undefined : methodOf(process.world, command.method);
      const options = optionsOf(rest, { positional, known: method?.parameters });
      return "own" in command ? command.own(process, options) : call(process, command, options);
    });
  };
}

/** Runs a tool's work; what the API refuses is told as the tools tell it. */
export async function answered(usage: string, work: () => Promise<number | void>): Promise<number | void> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof ApiFailure)) throw thrown;
    const { errors, status, message } = thrown;
    if (errors !== undefined) {
      const lines = Object.entries(errors).map(([parameter, text]) => `${parameter}: ${text.trimEnd()}`);
      throw new CommandFailure([`${status} ${message}`, ...lines, usage].join("\n"), 255);
    }
    throw new CommandFailure(message.trimEnd(), /does not exist$/.test(message) ? 2 : 255);
  }
}

async function call(process: Process, command: MethodCommand, options: Options): Promise<void> {
  const { "output-format": format, noborder, noheader, quiet, ...sent } = options;
  const [verb = "GET", template = ""] = command.method.split(" ");
  const values: Readonly<Record<string, string | number>> = { node: process.node, ...command.fixed, ...sent };
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
  const parameters = Object.fromEntries(
    Object.entries({ ...command.fixed, ...sent }).filter(([name]) => !template.includes(`{${name}}`)),
  );
  if (command.before !== undefined) await process.stdout.write(command.before(sent));
  const answer = await ask(process, { verb, path, parameters });
  if (isTask(answer)) return;
  if (command.print !== undefined && format === undefined)
    return process.stdout.write(command.print(answer, sent));
  if (quiet !== undefined) return;
  const look = {
    format: (format ?? "text") as Format,
    border: noborder === undefined,
    header: noheader === undefined,
  };
  await process.stdout.write(answerText(answer, look));
}

/** Asks the API as root; a task is waited for, its log shown. */
export async function ask(
  { world, node, stdout }: Process,
  request: {
    readonly verb: string;
    readonly path: string;
    readonly parameters: Readonly<Record<string, string | number>>;
  },
): Promise<unknown> {
  const answer = plainAnswer(await dispatch(world, { ...request, local: node }, () => "root@pam"));
  if (!isTask(answer)) return answer;
  const task = world.tasks.find(answer);
  let shown = 0;
  const show = async () => {
    for (; shown < task.lines.length; shown++) {
      const line = task.lines[shown] as string;
      if (!/^TASK (?:OK|WARNINGS|ERROR)/.test(line)) await stdout.write(`${line}\n`);
    }
  };
  while (task.end === undefined) {
    await show();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await show();
  if (task.exit !== "OK" && !/^WARNINGS/.test(task.exit ?? ""))
    throw new CommandFailure(task.exit ?? "", 255);
  return answer;
}

export function isTask(answer: unknown): answer is string {
  return typeof answer === "string" && answer.startsWith("UPID:");
}

/** The API's description of a method. */
export function methodOf({ release }: World, text: string): Method | undefined {
  return specification(release).methods.find(({ method, path }) => `${method} ${path}` === text);
}

function unknown(name: string, command: string | undefined, usage: string): CommandFailure {
  const text = command === undefined ? "no command specified" : `unknown command '${name} ${command}'`;
  return new CommandFailure(`ERROR: ${text}\n${usage}`, 255);
}

/** All commands of a tool, one a line. */
function usageOf(name: string, commands: Readonly<Record<string, ToolCommand>>): string {
  const lines = Object.entries(commands).map(([words, command]) => `       ${callOf(name, words, command)}`);
  return [`USAGE: ${name} <COMMAND> [ARGS] [OPTIONS]`, ...lines.sort()].join("\n");
}

function callOf(name: string, words: string, { positional = [] }: ToolCommand): string {
  return [name, words, ...positional.map((each) => `<${each}>`), "[OPTIONS]"].join(" ");
}
