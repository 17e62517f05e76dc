import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A sign of life that the system takes away with the process, however that ends. Whoever reads the path can ask. */
export interface HeldSocket {
  readonly path: string;
  release(): Promise<void>;
}

const removedAtExit = new Set<string>();
process.once("exit", () => {
  for (const path of removedAtExit) rmSync(path, { force: true });
});

/** Begins to listen on a socket of a new name. It doesn't keep the process alive. */
export async function holdSocket(): Promise<HeldSocket> {
  const name = `held-${randomBytes(9).toString("hex")}`;
  const path = process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
  const server = createServer((connection) => connection.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  server.unref();
  removedAtExit.add(path);
  return {
    path,
    release: async () => {
      removedAtExit.delete(path);
      await new Promise<void>((resolve) => void server.close(() => resolve()));
      await rm(path, { force: true });
    },
  };
}

/** Whether the process that began to hold a socket still lives. Doubt (no right to ask) counts as life. */
export function isHeld(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(path);
    connection.once("connect", () => {
      connection.destroy();
      resolve(true);
    });
    connection.once("error", ({ code }: NodeJS.ErrnoException) => {
      resolve(code !== "ENOENT" && code !== "ECONNREFUSED");
    });
  });
}
