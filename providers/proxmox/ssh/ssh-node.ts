import { randomBytes } from "node:crypto";

import { Refusal } from "../../../lib/diagnostic/refusal.js";
import { Gate } from "../api/gate.js";
import { explained } from "./explain.js";
import type { Ended, Handling } from "./execute.js";
import { commandLine } from "./quote.js";
import type { SshSession } from "./session.js";

/** A login shell's own greetings come before what a command says: this line parts them. */
const marker = `pve-cdk-${randomBytes(6).toString("hex")}`;

/** What Proxmox VE's own tools on a node can be asked over SSH, as root or by sudo. */
export class SshNode {
  readonly session: SshSession;
  readonly #directories = new Map<string, Promise<string>>();
  readonly #gates = new Map<string, Gate>();
  readonly #permitted = new Map<string, Promise<void>>();

  constructor(session: SshSession) {
    this.session = session;
  }

  /** What a command that root runs writes to standard output. Throws a refusal that says what to do if it fails. */
  async ask(words: readonly string[], handling?: Handling): Promise<string> {
    const full = await this.session.asRoot(words);
    const ended = await this.session.line(`echo ${marker}; ${commandLine(full)}`, handling);
    const at = ended.stdout.indexOf(`${marker}\n`);
    if (ended.code !== 0 || at < 0) throw await this.failure(full, ended);
    return ended.stdout.slice(at + marker.length + 1);
  }

  /** Whether Proxmox VE's tools are there and this login may use them: the test that the guide has too. */
  mayUsePvesm(): Promise<void> {
    return this.#once("pvesm", async () => void (await this.ask(["pvesm", "apiinfo"])));
  }

  /** Whether root's rights go as far as these words, without running them. */
  mayRun(words: readonly string[]): Promise<void> {
    return this.#once(JSON.stringify(words), async () => {
      const { username } = await this.session.login();
      if (username === "root") return;
      const ended = await this.session.run(["sudo", "-n", "-l", ...words]);
      if (ended.code !== 0) throw await this.failure(["sudo", "-n", ...words], ended);
    });
  }

  /** The folder of a storage's files of one content type. */
  directory(storage: string, content: string): Promise<string> {
    const key = `${storage}:${content}`;
    const known = this.#directories.get(key);
    if (known !== undefined) return known;
    // Any name will do for a snippet; a backup needs an ending of one.
    const asked = this.ask(["pvesm", "path", `${key}/pve-cdk.tar`]).then((path) =>
      path.trim().replace(/\/[^/]*$/, ""),
    );
    this.#directories.set(key, asked);
    asked.catch(() => this.#directories.delete(key));
    return asked;
  }

  /** Does one piece of work after the other where they concern the same. */
  inTurn<T>(subject: string, work: () => Promise<T>): Promise<T> {
    const gate = this.#gates.get(subject) ?? new Gate(1);
    this.#gates.set(subject, gate);
    return gate.run(work);
  }

  /** A refusal for a command that failed. */
  async failure(words: readonly string[], ended: Ended): Promise<Refusal> {
    const { username } = await this.session.login();
    return new Refusal([explained(ended, { words, username, node: this.session.place.node })]);
  }

  /** What held once is not asked again. */
  #once(key: string, prove: () => Promise<void>): Promise<void> {
    const known = this.#permitted.get(key);
    if (known !== undefined) return known;
    const proof = prove();
    this.#permitted.set(key, proof);
    proof.catch(() => this.#permitted.delete(key));
    return proof;
  }
}
