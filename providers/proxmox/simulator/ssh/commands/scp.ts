import { existsSync, mkdirSync, statSync } from "node:fs";
import { posix } from "node:path";

import type { Input } from "../pipe.js";
import { CommandFailure, flagsOf, meaningOf, type Process } from "../process.js";

const ok = Buffer.from([0]);

/** The far side of `scp -O`, as older clients speak it: `-t` takes a file, `-f` gives one. */
export async function scp(process: Process): Promise<number> {
  const { flags, operands } = flagsOf(process.args);
  const [name = "."] = operands;
  const path = posix.resolve(process.cwd, name);
  try {
    if (flags.has("t")) await take(process, path);
    else if (flags.has("f")) await give(process, path);
    else throw new CommandFailure("scp: only the far side of a copy is simulated");
    return 0;
  } catch (thrown) {
    const meaning = meaningOf(thrown);
    if (meaning === undefined) throw thrown;
    await process.stdout.write(`\x01scp: ${name}: ${meaning}\n`);
    return 1;
  }
}

async function take(process: Process, path: string): Promise<void> {
  const { files, stdin, stdout } = process;
  const isFolder = existsSync(files.real(path, "look")) && statSync(files.real(path, "look")).isDirectory();
  await stdout.write(ok);
  for (let line = await lineOf(stdin); line !== undefined; line = await lineOf(stdin)) {
    const [, kind, size = "0", name = ""] = /^([CDE])(?:\d+ (\d+) (.+))?$/.exec(line) ?? [];
    const target = isFolder ? posix.join(path, posix.basename(name)) : path;
    if (kind === "D") {
      mkdirSync(files.real(target, "write"), { recursive: true });
      await take(process, target);
      continue;
    }
    if (kind !== "C") {
      // The end of a folder, or times, which nobody asks for.
      await stdout.write(ok);
      if (kind === "E") return;
      continue;
    }
    const file = await files.write(target, "replace");
    await stdout.write(ok);
    let rest = Number(size);
    while (rest > 0) {
      const chunk = await stdin.read();
      if (chunk === undefined) break;
      await file.write(chunk.subarray(0, rest));
      stdin.unread?.(chunk.subarray(rest));
      rest -= chunk.length;
    }
    await file.close();
    await confirmation(stdin);
    await stdout.write(ok);
  }
}

async function give({ files, stdin, stdout }: Process, path: string): Promise<void> {
  const { size } = statSync(files.real(path, "read"));
  await confirmation(stdin);
  await stdout.write(`C0644 ${size} ${posix.basename(path)}\n`);
  await confirmation(stdin);
  const file = files.read(path);
  for (let chunk = await file.read(); chunk !== undefined; chunk = await file.read())
    await stdout.write(chunk);
  await stdout.write(ok);
  await confirmation(stdin);
}

/** One byte that says that the other side is content. */
async function confirmation(stdin: Input): Promise<void> {
  const chunk = await stdin.read();
  if (chunk !== undefined) stdin.unread?.(chunk.subarray(1));
}

async function lineOf(stdin: Input): Promise<string | undefined> {
  let line = Buffer.alloc(0);
  for (let chunk = await stdin.read(); chunk !== undefined; chunk = await stdin.read()) {
    line = Buffer.concat([line, chunk]);
    const end = line.indexOf(10);
    if (end === -1) continue;
    stdin.unread?.(line.subarray(end + 1));
    return line.toString("utf8", 0, end);
  }
  return undefined;
}
