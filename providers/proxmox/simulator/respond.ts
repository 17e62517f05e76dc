import type { ServerResponse } from "node:http";

import { Download, Page } from "./answer.js";
import { ProxyFailure, TransportFailure, type ApiFailure } from "./failure.js";

/** Sends what a request is answered with, in the format that its path names. */
export function succeed(response: ServerResponse, answer: unknown, format: string): void {
  if (answer instanceof Download) return sendText(response, answer.text, answer.type);
  switch (format) {
    case "html":
      return sendText(response, "<!DOCTYPE html>\n<html><body></body></html>\n", "text/html;charset=UTF-8");
    case "png":
      return sendText(response, "", "image/png");
    default: {
      const data = answer instanceof Page ? answer.rows : (answer ?? null);
      const { total, changes } = answer instanceof Page ? answer : {};
      return send(response, 200, { ...(format === "extjs" ? { success: 1 } : {}), data, total, changes });
    }
  }
}

function sendText(response: ServerResponse, text: string, type: string): void {
  response.writeHead(200, { "Content-Type": type, "Content-Length": Buffer.byteLength(text) });
  response.end(text);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "Content-Type": "application/json;charset=UTF-8",
    "Content-Length": Buffer.byteLength(text),
    "Cache-Control": "max-age=0",
  });
  response.end(text);
}

/** Sends why a request is refused. */
export function refuse(response: ServerResponse, failure: ApiFailure, format: string): void {
  const { status, message, errors } = failure;
  const [first = ""] = message.split("\n");
  // A status line carries no line breaks and Latin characters only.
  response.statusMessage = first.replace(/[^\x20-\x7e]/g, "?");
  if (failure instanceof ProxyFailure) {
    // Not even the length of nothing is told: the end of the connection is the end of the answer.
    response.useChunkedEncodingByDefault = false;
    response.writeHead(status, { Connection: "close" });
    response.end();
    return;
  }
  const isSilent = status === 401 && message !== "authentication failure";
  if (isSilent || failure instanceof TransportFailure) {
    const isBare = isSilent || message.startsWith("method '");
    const text = isBare ? "" : status === 500 ? `${message}\n` : message;
    response.writeHead(status, { "Content-Length": Buffer.byteLength(text), Connection: "close" });
    response.end(text);
    return;
  }
  const body = {
    data: null,
    message: status === 501 || status === 424 ? message : `${message}\n`,
    ...(errors === undefined ? {} : { errors }),
  };
  if (format === "extjs") {
    response.statusMessage = "OK";
    // What parameters are refused with is a text there.
    return send(response, 200, {
      success: 0,
      status: errors === undefined ? status : String(status),
      ...body,
    });
  }
  response.setHeader("Connection", "close");
  send(response, status, body);
}
