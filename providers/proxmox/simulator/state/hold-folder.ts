import { createHash } from "node:crypto";
import { realpathSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Keeps other simulators off a folder for as long as this process lives; answers how it lets go. */
export async function holdFolder(folder: string): Promise<() => Promise<void>> {
  const name = `pve-simulator-${createHash("sha256").update(realpathSync(folder)).digest("hex").slice(0, 24)}`;
  const path = process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
  const server = (await listening(path)) ?? (await instead(path));
  if (server === undefined)
    throw new Error(
      `another simulator that runs keeps its state in ${folder}: stop it, or choose another directory`,
    );
  server.unref();
  return () => new Promise((resolve) => void server.close(() => resolve()));
}

/** A socket whose process was killed stays, and nobody answers there. */
async function instead(path: string): Promise<Server | undefined> {
  if (await answers(path)) return undefined;
  rmSync(path, { force: true });
  return listening(path);
}

/** Undefined where the path is taken. */
function listening(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy());
    server.once("error", (problem: NodeJS.ErrnoException) =>
      problem.code === "EADDRINUSE" ? resolve(undefined) : reject(problem),
    );
    server.listen(path, () => resolve(server));
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(path);
    connection.once("connect", () => {
      connection.destroy();
      resolve(true);
    });
    connection.once("error", () => resolve(false));
  });
}
