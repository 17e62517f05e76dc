import { createHash } from "node:crypto";
import { posix } from "node:path";

import { linesOf, type Input } from "../pipe.js";
import { basic } from "./basic-pattern.js";
import { sed } from "./sed.js";
import { about, CommandFailure, flagsOf, type Commands, type Process } from "../process.js";

/** Commands that read, filter and count. */
export const textCommands: Commands = {
  cat: async (process) => {
    for await (const { input } of inputs(process, flagsOf(process.args).operands))
      for (let chunk = await input.read(); chunk !== undefined; chunk = await input.read())
        await process.stdout.write(chunk);
  },
  head: (process) => lines(process, { keep: (all, count) => all.slice(0, count), holds: "first" }),
  tail: (process) => lines(process, { keep: (all, count) => all.slice(-count), holds: "last" }),
  grep: async (process) => {
    const { flags, operands } = flagsOf(process.args.filter((arg) => arg !== "-e"));
    const [pattern = "", ...files] = operands;
    const plain = flags.has("F") ? pattern.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") : pattern;
    const wanted = new RegExp(flags.has("E") ? plain : basic(plain), flags.has("i") ? "i" : "");
    let count = 0;
    for await (const { input } of inputs(process, files))
      for await (const line of linesOf(input)) {
        const found = flags.has("x") ? wanted.exec(line)?.[0] === line : wanted.test(line);
        if (found === flags.has("v")) continue;
        count++;
        const shown = flags.has("o") ? (wanted.exec(line)?.[0] ?? "") : line;
        if (!flags.has("q") && !flags.has("c")) await process.stdout.write(`${shown}\n`);
      }
    if (flags.has("c")) await process.stdout.write(`${count}\n`);
    return count > 0 ? 0 : 1;
  },
  sed,
  wc: async (process) => {
    const { flags, operands } = flagsOf(process.args);
    for await (const { name, input } of inputs(process, operands)) {
      let [newlines, bytes] = [0, 0];
      for (let chunk = await input.read(); chunk !== undefined; chunk = await input.read()) {
        bytes += chunk.length;
        for (const byte of chunk) if (byte === 10) newlines++;
      }
      const figure = flags.has("c") ? bytes : newlines;
      await process.stdout.write(`${figure}${name === "-" ? "" : ` ${name}`}\n`);
    }
  },
  cut: async (process) => {
    const value = (letter: string) => valueOf(process.args, letter);
    const [from = "1", to = from] = (value("f") ?? value("c") ?? "1").split("-");
    const delimiter = value("f") === undefined ? "" : (value("d") ?? "\t");
    for await (const line of linesOf(process.stdin)) {
      const fields = line.split(delimiter);
      const kept = fields.slice(Number(from || "1") - 1, to === "" ? undefined : Number(to));
      await process.stdout.write(`${fields.length === 1 ? line : kept.join(delimiter)}\n`);
    }
  },
  tr: async (process) => {
    const { flags, operands } = flagsOf(process.args);
    const [from = "", to = ""] = operands.map((text) => text.replace(/\\n/g, "\n").replace(/\\t/g, "\t"));
    for (let chunk = await process.stdin.read(); chunk !== undefined; chunk = await process.stdin.read())
      await process.stdout.write(
        [...chunk.toString("utf8")]
          .map((letter) =>
            !from.includes(letter)
              ? letter
              : flags.has("d")
                ? ""
                : (to[from.indexOf(letter)] ?? to.at(-1) ?? ""),
          )
          .join(""),
      );
  },
  sort: async (process) => {
    const { flags, operands } = flagsOf(process.args);
    const all: string[] = [];
    for await (const { input } of inputs(process, operands))
      for await (const line of linesOf(input)) all.push(line);
    const sorted = flags.has("n") ? all.sort((one, other) => Number(one) - Number(other)) : all.sort();
    const kept = flags.has("u") ? [...new Set(sorted)] : sorted;
    for (const line of flags.has("r") ? kept.reverse() : kept) await process.stdout.write(`${line}\n`);
  },
  base64: async (process) => {
    const { flags, operands } = flagsOf(process.args);
    const decodes = flags.has("d") || flags.has("decode");
    let rest = Buffer.alloc(0);
    for await (const { input } of inputs(process, operands))
      for (let chunk = await input.read(); chunk !== undefined; chunk = await input.read()) {
        const bytes = decodes ? Buffer.from(chunk.toString("latin1").replace(/\s/g, ""), "latin1") : chunk;
        rest = Buffer.concat([rest, bytes]);
        const whole = rest.length - (rest.length % 12);
        await process.stdout.write(recoded(rest.subarray(0, whole), decodes));
        rest = rest.subarray(whole);
      }
    await process.stdout.write(recoded(rest, decodes));
    if (!decodes) await process.stdout.write("\n");
  },
  sha256sum: (process) => checksums(process, "sha256"),
  sha512sum: (process) => checksums(process, "sha512"),
  md5sum: (process) => checksums(process, "md5"),
};

interface Source {
  readonly name: string;
  readonly input: Input;
}

/** The files that are named, one after another, closed when they are done with; standard input if there is none. */
async function* inputs(process: Process, names: readonly string[]): AsyncGenerator<Source> {
  const { files, cwd, stdin } = process;
  for (const name of names.length === 0 ? ["-"] : names) {
    if (name === "-") {
      yield { name, input: stdin };
      continue;
    }
    const isPart = process.name === "head" || process.name === "tail";
    const subject = `${process.name}: ${isPart ? `cannot open '${name}' for reading` : name}`;
    const file = await about(subject, () => files.read(posix.resolve(cwd, name)));
    try {
      yield { name, input: { read: () => about(subject, file.read) } };
    } finally {
      await file.close();
    }
  }
}

async function lines(
  process: Process,
  {
    keep,
    holds,
  }: {
    readonly keep: (all: readonly string[], count: number) => readonly string[];
    readonly holds: "first" | "last";
  },
): Promise<void> {
  const bytes = valueOf(process.args, "c");
  if (bytes !== undefined) return firstBytes(process, Number(bytes));
  const number =
    valueOf(process.args, "n") ?? process.args.find((arg) => /^-\d+$/.test(arg))?.slice(1) ?? "10";
  const count = Number(number);
  const names = flagsOf(process.args.filter((arg) => arg !== number)).operands;
  for await (const { input } of inputs(process, names)) {
    const held: string[] = [];
    for await (const line of linesOf(input)) {
      held.push(line);
      if (held.length <= count) continue;
      if (holds === "first") break;
      held.shift();
    }
    for (const line of keep(held, count)) await process.stdout.write(`${line}\n`);
  }
}

/** `head -c`; nothing after it is read. */
async function firstBytes({ stdin, stdout }: Process, count: number): Promise<void> {
  let rest = count;
  for (
    let chunk = await stdin.read();
    chunk !== undefined && rest > 0;
    chunk = rest > 0 ? await stdin.read() : undefined
  ) {
    await stdout.write(chunk.subarray(0, rest));
    rest -= chunk.length;
  }
}

/** The value of a single-letter option: `-n 5` or `-n5`. */
function valueOf(args: readonly string[], letter: string): string | undefined {
  const index = args.findIndex((arg) => arg.startsWith(`-${letter}`));
  const arg = args[index];
  if (arg === undefined) return undefined;
  return arg.length > 2 ? arg.slice(2) : args[index + 1];
}

function recoded(bytes: Buffer, decodes: boolean): Buffer | string {
  return decodes ? Buffer.from(bytes.toString("latin1"), "base64") : bytes.toString("base64");
}

async function checksums(process: Process, algorithm: string): Promise<void> {
  const names = flagsOf(process.args).operands;
  for await (const { name, input } of inputs(process, names)) {
    const hash = createHash(algorithm);
    for (let chunk = await input.read(); chunk !== undefined; chunk = await input.read()) hash.update(chunk);
    await process.stdout.write(`${hash.digest("hex")}  ${name}\n`);
  }
  if (names.length === 0 && process.args.includes("-c"))
    throw new CommandFailure(`${process.name}: checking is not simulated`);
}
