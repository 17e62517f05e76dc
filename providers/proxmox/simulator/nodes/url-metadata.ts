import { textOf, type Call } from "../call.js";
import { fail } from "../failure.js";
import { askWeb, NoAnswer } from "./web-request.js";

/** What a file's server says of the file. */
export async function urlMetadata(call: Call): Promise<unknown> {
  const url = textOf(call, "url") as string;
  if (!URL.canParse(url)) fail("invalid server response: '400 URL must be absolute'");
  const answer = await askWeb(call.world, {
    node: textOf(call, "node") as string,
    url,
    verb: "HEAD",
    certificates: textOf(call, "verify-certificates") === "0" ? "any" : "verified",
  }).catch((thrown: unknown): never => {
    if (!(thrown instanceof NoAnswer)) throw thrown;
    const { protocol, hostname, port } = new URL(url);
    const number = port === "" ? (protocol === "https:" ? 443 : 80) : port;
    return fail(`invalid server response: '500 Can't connect to ${hostname}:${number} (${thrown.message})'`);
  });
  answer.resume();
  if (answer.statusCode !== 200)
    fail(`invalid server response: '${answer.statusCode} ${answer.statusMessage}'`);
  const { headers } = answer;
  const named = /filename="([^"]*)"|filename=([^;]*)/.exec(headers["content-disposition"] ?? "");
  const filename = named?.[1] ?? named?.[2] ?? /^[^?]+\/([^?/]*)(?:\?.*)?$/.exec(url)?.[1] ?? "";
  const mimetype = (headers["content-type"] ?? "").replace(/;.*$/, "");
  return {
    ...(filename === "" ? {} : { filename }),
    ...(headers["content-length"] === undefined ? {} : { size: Number(headers["content-length"]) }),
    ...(mimetype === "" ? {} : { mimetype }),
  };
}
