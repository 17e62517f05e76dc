import { spawn } from "node:child_process";
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

/** What unpacks a file, by the name of the compression. */
export const unpackers: Readonly<Record<string, readonly string[]>> = {
  gz: ["zcat"],
  lzo: ["lzop", "-d", "-c"],
  zst: ["zstd", "-q", "-d", "-c"],
  bz2: ["bzcat", "-q"],
};

/** Unpacks a file with the program that PVE takes, or for gzip without any. */
export async function unpack(
  command: readonly string[],
  {
    from,
    to,
    shown,
    log,
  }: {
    readonly from: string;
    readonly to: string;
    readonly shown: string;
    readonly log: (line: string) => void;
  },
): Promise<void> {
  const line = [...command, shown].join(" ");
  if (command[0] === "zcat")
    return pipeline(createReadStream(from), createGunzip(), createWriteStream(to)).catch((): never => {
      log(`gzip: ${shown}: not in gzip format`);
      throw new Error(`command '${line}' failed: exit code 1`);
    });
  const program = spawn(command[0] as string, [...command.slice(1), from], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise<string | undefined>((resolve) => {
    program.once("error", () => resolve(`open3: exec of ${line} failed: No such file or directory`));
    program.once("close", (code) => resolve(code === 0 ? undefined : `exit code ${code}`));
  });
  await pipeline(program.stdout, createWriteStream(to)).catch(() => undefined);
  const failure = await ended;
  if (failure !== undefined) throw new Error(`command '${line}' failed: ${failure}`);
}
