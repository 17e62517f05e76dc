import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { freePort } from "../ssh/stand/free-port.js";

/** An HTTP proxy on this machine. */
export interface Tinyproxy {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  /** What it was asked for, in order: `CONNECT host:port HTTP/1.1`, `GET http://host:port/ HTTP/1.1`. */
  asked(): readonly string[];
}

/** Lets tinyproxy run with some lines of configuration while something is done with it. */
export async function proxied(
  lines: readonly string[],
  use: (proxy: Tinyproxy) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "pve-cdk-tinyproxy-"));
  const log = join(folder, "log");
  const { port, stop } = await started(folder, [`LogFile "${log}"`, "LogLevel Connect", ...lines]);
  try {
    await use({
      address: `http://127.0.0.1:${port}`,
      asked: () =>
        [...readFileSync(log, "utf8").matchAll(/Request \(file descriptor \d+\): (.*)/g)].map(
          ([, request = ""]) => request,
        ),
    });
  } finally {
    stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A free port may be taken by somebody else before the proxy has it: then it takes another one. */
async function started(folder: string, lines: readonly string[]): Promise<{ port: number; stop(): void }> {
  for (;;) {
    const port = await freePort();
    const file = join(folder, "conf");
    writeFileSync(file, [`Port ${port}`, "Listen 127.0.0.1", "Timeout 60", ...lines, ""].join("\n"));
    const proxy = spawn("tinyproxy", ["-d", "-c", file], { stdio: "ignore" });
    while (proxy.exitCode === null) {
      if (await isOpen(port)) return { port, stop: () => void proxy.kill("SIGKILL") };
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true));
    socket.on("connect", () => socket.destroy());
    socket.on("error", () => resolve(false));
  });
}
