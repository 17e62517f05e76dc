import type { Client, ClientChannel } from "ssh2";

import { error } from "../../../lib/diagnostic/diagnostic.js";
import { Refusal } from "../../../lib/diagnostic/refusal.js";

/** What a command gets and who hears of it. */
export interface Handling {
  /** Its standard input; none if not said. */
  readonly input?: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Takes what it writes to standard output, as it comes. */
  output?(text: string): void;
  readonly signal?: AbortSignal;
}

/** How a command ended. */
export interface Ended {
  /** Undefined where a signal ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** The server takes no further command now; this one surely did not run. */
export class NoChannel extends Error {}

/** The connection broke before the command ended: it may have run, wholly or in part. */
export class CommandLost extends Refusal {
  constructor(line: string) {
    super([
      error("the SSH connection broke while a command ran", {
        detail: `It may have been done in part: ${line}`,
      }),
    ]);
    this.name = "CommandLost";
  }
}

/** Runs a command line on a connection. Throws NoChannel where it surely did not run, CommandLost where it may have. */
export async function execute(client: Client, line: string, handling: Handling = {}): Promise<Ended> {
  const { signal } = handling;
  const isCalledOff = () => signal?.aborted === true;
  if (isCalledOff()) throw interrupted(line);
  const channel = await open(client, line);
  let stop: () => void = () => undefined;
  // Not waited for: the server may take its time to hear of it.
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = () => {
      channel.signal("TERM");
      reject(interrupted(line));
    };
  });
  signal?.addEventListener("abort", stop);
  try {
    // Called off while the server still opened the channel.
    if (isCalledOff()) stop();
    const work = Promise.all([endOf(channel, line, handling), write(channel, handling.input ?? [])]);
    const [ended] = await Promise.race([work, stopped]);
    return ended;
  } finally {
    signal?.removeEventListener("abort", stop);
    channel.close();
  }
}

function open(client: Client, line: string): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    // A connection that dies leaves some requests without an answer.
    const lost = () => reject(new CommandLost(line));
    client.once("close", lost);
    const answered = (
      failure: (Error & { readonly reason?: number }) | undefined,
      channel: ClientChannel,
    ) => {
      client.off("close", lost);
      if (failure === undefined) return resolve(channel);
      reject(
        failure.reason !== undefined || failure.message === "Unable to exec"
          ? new NoChannel(failure.message)
          : new CommandLost(line),
      );
    };
    try {
      client.exec(line, answered);
    } catch (thrown) {
      // Told at once: the connection is gone, nothing was sent.
      client.off("close", lost);
      reject(new NoChannel(thrown instanceof Error ? thrown.message : String(thrown)));
    }
  });
}

async function endOf(channel: ClientChannel, line: string, { output }: Handling): Promise<Ended> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  // What isn't read would stop the command once the window is full.
  channel.on("data", (data: Buffer) => {
    stdout.push(data);
    output?.(data.toString("utf8"));
  });
  channel.stderr.on("data", (data: Buffer) => void stderr.push(data));
  const [code, signal] = await new Promise<[number | null | undefined, string | undefined]>((resolve) => {
    channel.once("close", (...[code, signal]: [number | null | undefined, string | undefined]) =>
      resolve([code, signal]),
    );
  });
  if (code === undefined) throw new CommandLost(line);
  const told = Buffer.concat(stderr).toString("utf8");
  return {
    code: code ?? undefined,
    stdout: Buffer.concat(stdout).toString("utf8"),
    stderr: signal === undefined ? told : `${told}ended by ${signal}`,
  };
}

/**
 * Sends the whole input, as fast as the other side takes it. What ends early needs no more of it. The next chunk is
 * asked for when one is gone: its memory may be used anew.
 */
async function write(channel: ClientChannel, input: NonNullable<Handling["input"]>): Promise<void> {
  let isOpen = true;
  let wake: () => void = () => undefined;
  channel.once("close", () => {
    isOpen = false;
    wake();
  });
  // A command that ended leaves writes behind that nobody waits for.
  channel.on("error", () => undefined);
  for await (const chunk of input) {
    if (!isOpen) return;
    await new Promise<void>((resolve) => {
      wake = resolve;
      channel.write(chunk, () => resolve());
    });
  }
  if (isOpen) channel.end();
}

function interrupted(line: string): Refusal {
  return new Refusal([
    error("interrupted", { detail: `It was stopped on the node, and may have been done in part: ${line}` }),
  ]);
}
