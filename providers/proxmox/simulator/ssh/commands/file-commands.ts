import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  readdirSync,
  rmSync,
  rmdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { posix } from "node:path";

import { about, CommandFailure, flagsOf, meaningOf, type Commands, type Process } from "../process.js";
import { longLine } from "../listing.js";

/** Commands that look at files and change them. */
export const fileCommands: Commands = {
  tee: async (process) => {
    const { flags, operands } = flagsOf(process.args);
    const outputs = [process.stdout];
    const open: { close(): Promise<void> }[] = [];
    let status = 0;
    for (const name of operands)
      try {
        const file = await process.files.write(pathOf(process, name), flags.has("a") ? "append" : "replace");
        outputs.push(file);
        open.push(file);
      } catch (thrown) {
        status = 1;
        const meaning = meaningOf(thrown);
        if (meaning === undefined) throw thrown;
        await process.stderr.write(`tee: ${name}: ${meaning}\n`);
      }
    for (let chunk = await process.stdin.read(); chunk !== undefined; chunk = await process.stdin.read())
      for (const output of outputs) await output.write(chunk);
    for (const file of open) await file.close();
    return status;
  },
  mkdir: async (process) => {
    const { flags, operands } = flagsOf(process.args);
    for (const name of operands)
      await about(`mkdir: cannot create directory '${name}'`, () => {
        mkdirSync(process.files.real(pathOf(process, name), "write"), { recursive: flags.has("p") });
      });
  },
  rmdir: async (process) => {
    for (const name of flagsOf(process.args).operands)
      await about(`rmdir: failed to remove '${name}'`, () =>
        rmdirSync(process.files.real(pathOf(process, name), "write")),
      );
  },
  rm: async (process) => {
    const { flags, operands } = flagsOf(process.args);
    const deep = flags.has("r") || flags.has("R");
    for (const name of operands)
      await about(`rm: cannot remove '${name}'`, () => {
        const file = process.files.real(pathOf(process, name), "write");
        if (!existsSync(file) && flags.has("f")) return;
        if (!deep && statSync(file).isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
        rmSync(file, { recursive: deep });
      });
  },
  mv: async (process) => {
    const [from = "", to = ""] = flagsOf(process.args).operands;
    await about(`mv: cannot move '${from}' to '${to}'`, () =>
      renameSync(process.files.real(pathOf(process, from), "write"), targetOf(process, from, to)),
    );
  },
  cp: async (process) => {
    const [from = "", to = ""] = flagsOf(process.args).operands;
    await about(`cp: cannot copy '${from}' to '${to}'`, () =>
      copyFileSync(process.files.real(pathOf(process, from), "read"), targetOf(process, from, to)),
    );
  },
  touch: async (process) => {
    for (const name of flagsOf(process.args).operands)
      await about(`touch: cannot touch '${name}'`, async () =>
        (await process.files.write(pathOf(process, name), "append")).close(),
      );
  },
  chmod: async (process) => {
    const [mode = "", ...names] = flagsOf(process.args).operands;
    if (!/^[0-7]+$/.test(mode)) throw new CommandFailure(`chmod: invalid mode: '${mode}'`);
    for (const name of names)
      await about(`chmod: cannot access '${name}'`, () =>
        // The simulator itself goes on reading and writing it.
        chmodSync(process.files.real(pathOf(process, name), "write"), Number.parseInt(mode, 8) | 0o600),
      );
  },
  truncate: async (process) => {
    const [, size = "0", unit = "", name = ""] =
      /^-s ?(\d+)([KMGT]?) (.+)$/.exec(process.args.join(" ")) ?? [];
    const file = process.files.real(pathOf(process, name), "write");
    await about(`truncate: cannot open '${name}' for writing`, () => {
      if (!existsSync(file)) writeFileSync(file, "");
      truncateSync(file, Number(size) * 1024 ** " KMGT".indexOf(unit || " "));
    });
  },
  chown: async () => undefined,
  ls: async (process) => {
    const { flags, operands } = flagsOf(process.args);
    let status = 0;
    for (const name of operands.length === 0 ? ["."] : operands)
      try {
        for (const line of listed(process, name, flags)) await process.stdout.write(`${line}\n`);
      } catch (thrown) {
        status = 2;
        await process.stderr.write(
          `ls: cannot access '${name}': ${meaningOf(thrown) ?? "Input/output error"}\n`,
        );
      }
    return status;
  },
  stat: async (process) => {
    const index = process.args.findIndex((arg) => arg === "-c" || arg.startsWith("--format"));
    const format =
      index === -1
        ? "%n"
        : (/^--format=(.*)$/s.exec(process.args[index] as string)?.[1] ?? process.args[index + 1] ?? "");
    const names = process.args.filter(
      (arg, at) => !arg.startsWith("-") && !(at === index + 1 && process.args[index] === "-c"),
    );
    for (const name of names)
      await about(`stat: cannot statx '${name}'`, async () => {
        const path = pathOf(process, name);
        const found = statSync(process.files.real(path, "look"));
        const { uid, name: owner } = process.files.owner(path);
        const figures: Readonly<Record<string, string | number>> = {
          n: name,
          s: found.size,
          a: (found.mode & 0o7777).toString(8),
          u: uid,
          g: uid,
          U: owner,
          G: owner,
          Y: Math.floor(found.mtimeMs / 1000),
          F: found.isDirectory() ? "directory" : "regular file",
        };
        await process.stdout.write(
          `${format.replace(/%([nsaugUGYF])/g, (_, letter: string) => String(figures[letter]))}\n`,
        );
      });
  },
  mktemp: async (process) => {
    const { flags, operands } = flagsOf(process.args);
    const letters = () => Math.random().toString(36).slice(2, 12).padEnd(10, "x");
    const path = posix.resolve(process.cwd, operands[0]?.replace(/X+$/, letters) ?? `/tmp/tmp.${letters()}`);
    if (flags.has("d")) mkdirSync(process.files.real(path, "write"));
    else await (await process.files.write(path, "replace")).close();
    await process.stdout.write(`${path}\n`);
  },
  readlink: async (process) => {
    for (const name of flagsOf(process.args).operands)
      await process.stdout.write(`${pathOf(process, name)}\n`);
  },
};

function pathOf({ cwd }: Process, name: string): string {
  return posix.resolve(cwd, name);
}

/** A target that is a directory takes the source's name. */
function targetOf(process: Process, from: string, to: string): string {
  const path = pathOf(process, to);
  const file = process.files.real(path, "write");
  if (!existsSync(file) || !statSync(file).isDirectory()) return file;
  return process.files.real(posix.join(path, posix.basename(from)), "write");
}

function listed({ files, cwd }: Process, name: string, flags: ReadonlySet<string>): readonly string[] {
  const path = posix.resolve(cwd, name);
  const file = files.real(path, "read");
  const line = (at: string, shown: string) => (flags.has("l") ? longLine(files, at, shown) : shown);
  if (!statSync(file).isDirectory() || flags.has("d")) return [line(path, name)];
  return readdirSync(file)
    .filter((each) => flags.has("a") || flags.has("A") || !each.startsWith("."))
    .sort()
    .map((each) => line(posix.join(path, each), each));
}
