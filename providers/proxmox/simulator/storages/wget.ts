import { createWriteStream } from "node:fs";
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { askWeb, NoAnswer, wallClock } from "../nodes/web-request.js";
import type { World } from "../world.js";
import { progressLines, sizeText } from "./wget-text.js";

export interface Transfer {
  readonly node: string;
  readonly url: string;
  readonly certificates: "verified" | "any";
  /** The file on this machine, and as the node knows it; while it comes in, with this ending. */
  readonly path: string;
  readonly declared: string;
  readonly ending: string;
  readonly fits: (bytes: number) => boolean;
  /** What the server has, where the simulator is that server too. */
  readonly bytes?: Buffer;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Fetches a file and tells it as wget does; its exit codes are the failures. */
export async function wget(world: World, transfer: Transfer): Promise<void> {
  const { url, path, declared, ending, fits, log, signal } = transfer;
  log(`--${wallClock(world)}--  ${url}`);
  const { body, length, kind } =
    transfer.bytes === undefined ? await answerOf(world, transfer) : ownAnswer(transfer, transfer.bytes);
  log(`Length: ${length === undefined ? "unspecified" : sizeText(length)}${kind === "" ? "" : ` [${kind}]`}`);
  log(`Saving to: '${declared}${ending}'`);
  if (!fits(length ?? 0)) {
    body.destroy();
    log(`Cannot write to '${declared}${ending}' (No space left on device).`);
    throw new Error("exit code 3");
  }
  const bytes = await save(body, path + ending, signal);
  for (const line of progressLines(bytes)) log(line);
  const of = length === undefined ? "" : `/${length}`;
  log(`${wallClock(world)} (749 MB/s) - '${declared}${ending}' saved [${bytes}${of}]`);
}

interface Answer {
  readonly body: Readable;
  readonly length: number | undefined;
  readonly kind: string;
}

async function answerOf(world: World, transfer: Transfer): Promise<Answer> {
  const { node, url, certificates, log, signal } = transfer;
  const answer: IncomingMessage = await askWeb(world, {
    node,
    url,
    verb: "GET",
    certificates,
    signal,
    log,
  }).catch((thrown: unknown): never => {
    if (!(thrown instanceof NoAnswer)) throw thrown;
    throw new Error(`exit code ${thrown.reason === "certificate" ? 5 : 4}`, { cause: thrown });
  });
  const { statusCode, statusMessage, headers } = answer;
  log(`HTTP request sent, awaiting response... ${statusCode} ${statusMessage}`);
  if (statusCode !== 200) {
    answer.resume();
    log(`${wallClock(world)} ERROR ${statusCode}: ${statusMessage}.`);
    throw new Error("exit code 8");
  }
  const length = headers["content-length"];
  return {
    body: answer,
    length: length === undefined ? undefined : Number(length),
    kind: (headers["content-type"] ?? "").replace(/;.*$/, ""),
  };
}

function ownAnswer({ url, log }: Transfer, bytes: Buffer): Answer {
  const { hostname } = new URL(url);
  const address = "203.0.113.80";
  log(`Resolving ${hostname} (${hostname})... ${address}`);
  log(`Connecting to ${hostname} (${hostname})|${address}|:80... connected.`);
  log("HTTP request sent, awaiting response... 200 OK");
  return { body: Readable.from([bytes]), length: bytes.length, kind: "application/octet-stream" };
}

async function save(body: Readable, path: string, signal: AbortSignal): Promise<number> {
  let bytes = 0;
  await pipeline(
    body,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        yield chunk;
      }
    },
    createWriteStream(path),
    { signal },
  );
  return bytes;
}
