import { readFileSync, statSync } from "node:fs";
import { posix } from "node:path";

import { findPaths } from "../find-paths.js";
import { commandPath } from "../command-path.js";
import { filesOf } from "../files.js";
import { BrokenPipe, gatherer, Pipe } from "../pipe.js";
import { CommandFailure, meaningOf, type Command, type Process } from "../process.js";
import { builtins } from "./builtins.js";
import { fieldsOf, textOf, type Values } from "./expand.js";
import { parse } from "./parse.js";
import { opened } from "./redirect.js";
import { SyntaxFailure } from "./scanner.js";
import { FunctionReturn, ShellExit, subshell, type Shell, type Streams } from "./shell.js";
import type { Chain, Node, Pipeline, Script } from "./tree.js";

/** Runs a script in a shell, up to its end or to an `exit`, and answers the status. */
export async function runScript(shell: Shell, text: string, streams: Streams): Promise<number> {
  try {
    return await runCommands(shell, parse(text), streams);
  } catch (thrown) {
    if (thrown instanceof ShellExit || thrown instanceof FunctionReturn) return thrown.status;
    if (thrown instanceof BrokenPipe) return 141;
    if (!(thrown instanceof SyntaxFailure)) throw thrown;
    await streams.stderr.write(`${thrown.message}\n`);
    return 2;
  }
}

async function runCommands(shell: Shell, script: Script, streams: Streams): Promise<number> {
  if (script.length === 0) shell.status = 0;
  for (const chain of script) await runChain(shell, chain, streams);
  return shell.status;
}

async function runChain(shell: Shell, chain: Chain, streams: Streams): Promise<void> {
  for (const [index, { when, pipeline }] of chain.entries()) {
    if (when === "success" && shell.status !== 0) continue;
    if (when === "failure" && shell.status === 0) continue;
    const isLast = index === chain.length - 1;
    // What is asked with && or || or ! may fail.
    const isQuestion = !isLast || pipeline.negated;
    const stops = shell.stopsOnFailure;
    if (isQuestion) shell.stopsOnFailure = false;
    shell.status = await runPipeline(shell, pipeline, streams);
    if (isQuestion) shell.stopsOnFailure ||= stops;
    if (shell.status !== 0 && shell.stopsOnFailure && !isQuestion) throw new ShellExit(shell.status);
  }
}

async function runPipeline(shell: Shell, { commands, negated }: Pipeline, streams: Streams): Promise<number> {
  const [first, ...rest] = commands;
  if (first === undefined) return 0;
  const status =
    rest.length === 0 ? await runNode(shell, first, streams) : await runPiped(shell, commands, streams);
  return negated ? Number(status === 0) : status;
}

async function runPiped(shell: Shell, commands: readonly Node[], streams: Streams): Promise<number> {
  const pipes = commands.slice(1).map(() => new Pipe());
  const statuses = await Promise.all(
    commands.map(async (command, index) => {
      const [before, after] = [pipes[index - 1], pipes[index]];
      const own = subshell(shell);
      try {
        return await runNode(own, command, {
          ...streams,
          stdin: before ?? streams.stdin,
          stdout: after ?? streams.stdout,
        });
      } catch (thrown) {
        if (thrown instanceof ShellExit || thrown instanceof FunctionReturn) return thrown.status;
        throw thrown;
      } finally {
        after?.end();
        before?.close();
      }
    }),
  );
  const failed = statuses.filter((status) => status !== 0);
  return shell.seesPipeFailures ? (failed.at(-1) ?? 0) : (statuses.at(-1) ?? 0);
}

async function runNode(shell: Shell, node: Node, streams: Streams): Promise<number> {
  const line = node.kind === "simple" ? node.line : 1;
  const complain = async (text: string) => streams.stderr.write(`bash: line ${line}: ${text}\n`);
  const ready = await opened(shell, node.redirections, { streams, values: valuesOf(shell, streams) });
  if ("problem" in ready) {
    await complain(ready.problem);
    return 1;
  }
  try {
    return await runPlain(shell, node, ready.streams);
  } catch (thrown) {
    if (thrown instanceof BrokenPipe) return 141;
    if (thrown instanceof CommandFailure) {
      await ready.streams.stderr.write(`${thrown.message}\n`);
      return thrown.status;
    }
    const meaning = meaningOf(thrown);
    if (meaning === undefined) throw thrown;
    await complain(meaning);
    return 1;
  } finally {
    await ready.close();
  }
}

async function runPlain(shell: Shell, node: Node, streams: Streams): Promise<number> {
  switch (node.kind) {
    case "function":
      shell.functions.set(node.name, node.body);
      return 0;
    case "group":
      if (!node.isSubshell) return runCommands(shell, node.body, streams);
      return inSubshell(shell, (own) => runCommands(own, node.body, streams));
    case "if":
      for (const { condition, body } of node.branches)
        if (await holds(shell, condition, streams)) return runCommands(shell, body, streams);
      return runCommands(shell, node.otherwise, streams);
    case "while": {
      let status = 0;
      while ((await holds(shell, node.condition, streams)) !== node.until)
        status = await runCommands(shell, node.body, streams);
      return status;
    }
    case "for": {
      let status = 0;
      for (const word of node.words)
        for (const value of await fieldsOf(word, valuesOf(shell, streams))) {
          shell.variables.set(node.name, value);
          status = await runCommands(shell, node.body, streams);
        }
      return status;
    }
    case "simple":
      return runSimple(shell, node, streams);
  }
}

async function runSimple(shell: Shell, node: Node & { kind: "simple" }, streams: Streams): Promise<number> {
  // The status of the last substitution, if there is one, is an assignment's own.
  let substituted = 0;
  const values = valuesOf(shell, streams, (status) => void (substituted = status));
  const words: string[] = [];
  for (const word of node.words) words.push(...(await fieldsOf(word, values)));
  const assigned: (readonly [string, string])[] = [];
  for (const { name, value } of node.assignments) assigned.push([name, await textOf(value, values)]);
  if (words.length === 0) {
    for (const [name, value] of assigned) shell.variables.set(name, value);
    return substituted;
  }
  const own = assigned.length === 0 ? shell : subshell(shell);
  for (const [name, value] of assigned) own.variables.set(name, value);
  return runWords(own, words, { streams, line: node.line });
}

async function runWords(
  shell: Shell,
  words: readonly string[],
  { streams, line }: { readonly streams: Streams; readonly line: number },
): Promise<number> {
  const [name = "", ...args] = words;
  const body = shell.functions.get(name);
  if (body !== undefined) return runFunction(shell, { body, args }, streams);
  const builtin = builtins[name];
  if (builtin !== undefined) return builtin(shell, args, streams);
  const command = commandAt(shell, name);
  if (command !== undefined) return (await command(processOf(shell, words, { streams, line }))) ?? 0;
  if (name.includes("/")) return runFile(shell, words, { streams, line });
  await streams.stderr.write(`bash: line ${line}: ${name}: command not found\n`);
  return 127;
}

/** A script that somebody put on the node; the first line's interpreter is taken for a shell. */
async function runFile(
  shell: Shell,
  [name = "", ...args]: readonly string[],
  { streams, line }: { readonly streams: Streams; readonly line: number },
): Promise<number> {
  const complain = async (text: string) => streams.stderr.write(`bash: line ${line}: ${name}: ${text}\n`);
  try {
    const file = shell.files.real(posix.resolve(shell.cwd, name), "read");
    if ((statSync(file).mode & 0o111) === 0) {
      await complain("Permission denied");
      return 126;
    }
    const own = { ...subshell(shell), functions: new Map(), positional: args, stopsOnFailure: false };
    return await runScript(own, readFileSync(file, "utf8"), streams);
  } catch (thrown) {
    await complain(meaningOf(thrown) ?? "Exec format error");
    return 127;
  }
}

function commandAt({ commands }: Shell, name: string): Command | undefined {
  const base = posix.basename(name);
  return name === base || commandPath(name) === commandPath(base) ? commands[base] : undefined;
}

async function runFunction(
  shell: Shell,
  { body, args }: { readonly body: Node; readonly args: readonly string[] },
  streams: Streams,
): Promise<number> {
  const { positional: before, locals } = shell;
  shell.positional = args;
  shell.locals = new Map();
  try {
    return await runNode(shell, body, streams);
  } catch (thrown) {
    if (thrown instanceof FunctionReturn) return thrown.status;
    throw thrown;
  } finally {
    shell.positional = before;
    for (const [name, value] of shell.locals)
      if (value === undefined) shell.variables.delete(name);
      else shell.variables.set(name, value);
    shell.locals = locals;
  }
}

function processOf(
  shell: Shell,
  [name = "", ...args]: readonly string[],
  { streams, line }: { readonly streams: Streams; readonly line: number },
): Process {
  const { world, node, user, files, cwd, variables } = shell;
  return {
    world,
    node,
    user,
    files,
    cwd,
    environment: variables,
    name: posix.basename(name),
    args,
    ...streams,
    has: (wanted) => commandAt(shell, wanted) !== undefined,
    run: (words, as = user) => {
      const own = {
        ...subshell(shell),
        functions: new Map(),
        user: as,
        files: as === user ? files : filesOf(shell, as),
      };
      return runWords(own, words, { streams, line });
    },
    script: (text, positional) =>
      runScript(
        { ...subshell(shell), functions: new Map(), positional, stopsOnFailure: false },
        text,
        streams,
      ),
  };
}

async function holds(shell: Shell, condition: Script, streams: Streams): Promise<boolean> {
  const stops = shell.stopsOnFailure;
  shell.stopsOnFailure = false;
  const status = await runCommands(shell, condition, streams);
  shell.stopsOnFailure = stops;
  return status === 0;
}

async function inSubshell(shell: Shell, work: (own: Shell) => Promise<number>): Promise<number> {
  try {
    return await work(subshell(shell));
  } catch (thrown) {
    if (thrown instanceof ShellExit) return thrown.status;
    throw thrown;
  }
}

function valuesOf(shell: Shell, streams: Streams, onStatus?: (status: number) => void): Values {
  return {
    positional: shell.positional,
    variable: (name) => {
      if (name === "?") return String(shell.status);
      if (name === "#") return String(shell.positional.length);
      if (name === "@" || name === "*") return shell.positional.join(" ");
      if (name === "$" || name === "!") return String(process.pid);
      if (/^\d+$/.test(name)) return (name === "0" ? "bash" : shell.positional[Number(name) - 1]) ?? "";
      return shell.variables.get(name) ?? "";
    },
    output: async (script) => {
      const written = gatherer();
      const status = await inSubshell(shell, (own) =>
        runCommands(own, script, { ...streams, stdout: written }),
      );
      onStatus?.(status);
      return written.text().replace(/\n+$/, "");
    },
    paths: (pattern) => findPaths(shell, pattern),
  };
}
