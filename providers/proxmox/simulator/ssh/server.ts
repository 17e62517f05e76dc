import ssh2, { type AuthContext, type Connection, type ServerChannel, type Session } from "ssh2";

import { listen } from "../listen.js";
import type { Node } from "../nodes/node.js";
import { commands } from "./commands/commands.js";
import { filesOf, type OnNode } from "./files.js";
import { createHostKey } from "./host-key.js";
import { login } from "./login.js";
import type { Input, Output } from "./pipe.js";
import { BrokenPipe } from "./pipe.js";
import { serveFiles } from "./sftp.js";
import { runScript } from "./shell/run.js";
import type { Shell, Streams } from "./shell/shell.js";
import type { SystemUser } from "./system-users.js";

/** A node's SSH server, listening. */
export interface SshListening {
  readonly host: string;
  readonly port: number;
  readonly fingerprint: string;
  readonly hostKey: string;
  /** Drops all connections, and refuses new ones. */
  pause(): Promise<void>;
  /** Listens again, at the same port. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

/** Serves a node of a world over SSH: commands, scripts and files. */
export async function serveSsh(
  on: OnNode,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<SshListening> {
  const node = on.world.nodes.get(on.node) as Node;
  const { privateKey, publicKey, fingerprint } = (node.hostKey ??= createHostKey());
  const clients = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [privateKey], ident: "OpenSSH_10.0p2 Debian-7" }, (client) => {
    clients.add(client);
    // Small answers don't wait for each other; the types leave this out.
    (client as Connection & { setNoDelay(on: boolean): void }).setNoDelay(true);
    client.on("close", () => void clients.delete(client));
    // A client that goes away in the middle is none of our business.
    client.on("error", () => undefined);
    welcome(on, client);
  });
  let isListening = false;
  const begin = async (at: number) => {
    if (isListening) return at;
    const taken = await listen(server, { host, port: at });
    isListening = true;
    return taken;
  };
  const stop = async () => {
    if (!isListening) return;
    isListening = false;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const client of clients) client.end();
    });
  };
  const taken = await begin(port);
  return {
    host,
    port: taken,
    fingerprint,
    hostKey: publicKey,
    pause: stop,
    resume: async () => void (await begin(taken)),
    close: stop,
  };
}

function welcome(on: OnNode, client: Connection): void {
  let user: SystemUser | undefined;
  client.on("authentication", (context: AuthContext) => {
    const refuse = () => context.reject(["publickey", "password"]);
    void login(on, context).then((found) => {
      user = found;
      if (found === undefined) refuse();
      else context.accept();
    }, refuse);
  });
  client.on("ready", () => {
    client.on("session", (accept) => {
      if (user !== undefined) serveSession(on, user, accept());
    });
  });
}

function serveSession(on: OnNode, user: SystemUser, session: Session): void {
  const variables = new Map([
    ["HOME", user.home],
    ["USER", user.name],
    ["LOGNAME", user.name],
    ["SHELL", "/bin/bash"],
    ["PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
  ]);
  let hasTerminal = false;
  session.on("pty", (accept) => {
    hasTerminal = true;
    accept?.();
  });
  session.on("env", (accept, _reject, { key, val }) => {
    variables.set(key, val);
    accept?.();
  });
  const shell = (): Shell => ({
    ...on,
    user,
    files: filesOf(on, user),
    commands,
    variables,
    functions: new Map(),
    positional: [],
    locals: new Map(),
    cwd: user.home,
    stopsOnFailure: false,
    seesPipeFailures: false,
    status: 0,
  });
  session.on("exec", (accept, _reject, { command }) => {
    const channel = accept();
    void finish(channel, (streams) => runScript(shell(), command, streams));
  });
  // Without a terminal, a shell's script is its standard input.
  session.on("shell", (accept) => {
    const channel = accept();
    void finish(channel, async (streams) => {
      if (!hasTerminal) return runScript(shell(), "bash", streams);
      await streams.stderr.write(
        "A simulated node runs commands and scripts; nobody can sit in front of it.\r\n",
      );
      return 1;
    });
  });
  session.on("sftp", (accept) => serveFiles(filesOf(on, user), user, accept()));
}

async function finish(channel: ServerChannel, work: (streams: Streams) => Promise<number>): Promise<void> {
  channel.on("error", () => undefined);
  const stderr = outputTo(channel.stderr, channel);
  const streams = { stdin: inputFrom(channel), stdout: outputTo(channel, channel), stderr };
  const status = await work(streams).catch(async (thrown: unknown) => {
    await stderr
      .write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`)
      .catch(() => undefined);
    return 255;
  });
  if (channel.destroyed) return;
  channel.exit(status);
  channel.end();
  channel.close();
}

function inputFrom(channel: ServerChannel): Input {
  let given: Buffer | undefined;
  let chunks: AsyncIterator<Buffer> | undefined;
  return {
    read: async () => {
      const again = given;
      given = undefined;
      if (again !== undefined) return again;
      // The channel stays open at the end of what comes in: the answer is still to go out.
      chunks ??= channel
        .iterator({ destroyOnReturn: false })
        [Symbol.asyncIterator]() as AsyncIterator<Buffer>;
      // A client that is gone has nothing more to say.
      const next = await chunks.next().catch(() => ({ done: true as const, value: undefined }));
      return next.done === true ? undefined : next.value;
    },
    unread: (rest) => void (given = rest.length > 0 ? rest : undefined),
  };
}

function outputTo(stream: NodeJS.WritableStream, channel: ServerChannel): Output {
  return {
    write: async (data) => {
      if (channel.destroyed || !stream.writable) throw new BrokenPipe("Broken pipe");
      if (stream.write(data)) return;
      await new Promise<void>((resolve) => {
        const go = () => {
          stream.off("drain", go);
          channel.off("close", go);
          resolve();
        };
        stream.on("drain", go);
        channel.on("close", go);
      });
    },
  };
}
