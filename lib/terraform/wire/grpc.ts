import type http2 from "node:http2";
import { type Http2Session, type ServerHttp2Stream } from "node:http2";

/** Answers one call's bytes with bytes; `undefined` for a call that isn't there. */
export type Dispatch = (
  path: string,
  body: Uint8Array,
  session: Http2Session,
) => Promise<Uint8Array | undefined>;

const unimplemented = "12";
const internal = "13";

/** Serves unary gRPC calls on an HTTP/2 server: a five-byte frame, trailers with a status. */
export function serveGrpc(server: http2.Http2Server | http2.Http2SecureServer, dispatch: Dispatch): void {
  server.on("session", (session: http2.ServerHttp2Session) => session.setLocalWindowSize(4 << 20));
  server.on("stream", (stream: ServerHttp2Stream, headers: http2.IncomingHttpHeaders) => {
    stream.on("error", () => undefined);
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on(
      "end",
      () => void answer(stream, headers[":path"] ?? "", { body: Buffer.concat(chunks), dispatch }),
    );
  });
}

async function answer(
  stream: ServerHttp2Stream,
  path: string,
  { body, dispatch }: { readonly body: Buffer; readonly dispatch: Dispatch },
): Promise<void> {
  const { session } = stream;
  if (session === undefined) return;
  try {
    const message = await dispatch(path, body.subarray(5), session);
    if (message === undefined) return fail(stream, unimplemented, `no such call: ${path}`);
    const frame = Buffer.alloc(5);
    frame.writeUInt32BE(message.length, 1);
    if (stream.destroyed) return;
    stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.end(Buffer.concat([frame, message]));
  } catch (thrown) {
    fail(stream, internal, thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function fail(stream: ServerHttp2Stream, status: string, message: string): void {
  if (stream.destroyed) return;
  stream.respond(
    {
      ":status": 200,
      "content-type": "application/grpc",
      "grpc-status": status,
      "grpc-message": encodeURIComponent(message),
    },
    { endStream: true },
  );
}
