import { refuse } from "../../../lib/diagnostic/refusal.js";
import { connect, type Login } from "./connect.js";
import { execute, NoChannel, type Ended, type Handling } from "./execute.js";
import { commandLine } from "./quote.js";
import type { Place } from "./reach.js";
import type { SshSettings } from "./settings/ssh-settings.js";
import { Turns } from "./turns.js";

/** Commands at a time; servers take ten if nothing else is configured. */
const commandsAtOnce = 8;

/** So often a command is tried that the server does not take; it surely did not run. */
const mostTries = 15;

/** A node over SSH: one connection for all commands, made when the first comes and again when it broke in between. */
export class SshSession {
  readonly place: Place;
  readonly #settings: SshSettings;
  readonly #turns = new Turns(commandsAtOnce);
  #login: Promise<Login> | undefined;
  /** How many connections were made. */
  connections = 0;

  constructor(place: Place, settings: SshSettings) {
    this.place = place;
    this.#settings = settings;
  }

  /** Connects and logs in, if that isn't done yet. Throws a refusal that says what to do. */
  login(): Promise<Login> {
    return (this.#login ??= this.#connect());
  }

  /** Runs a command, given as its words, as the user who is logged in. */
  run(words: readonly string[], handling?: Handling): Promise<Ended> {
    return this.line(commandLine(words), handling);
  }

  /** Runs a command as root: by sudo, for anybody else. */
  async runAsRoot(words: readonly string[], handling?: Handling): Promise<Ended> {
    return this.run(await this.asRoot(words), handling);
  }

  /** The words of a command that root shall run. */
  async asRoot(words: readonly string[]): Promise<readonly string[]> {
    const { username } = await this.login();
    return username === "root" ? words : ["sudo", "-n", ...words];
  }

  /** Runs a line as it is. Words that come from outside must have gone through `commandLine`. */
  async line(line: string, handling: Handling = {}): Promise<Ended> {
    return this.#turns.take(async () => {
      for (let tries = 1; ; tries++) {
        const { client } = await this.login();
        try {
          return await execute(client, line, handling);
        } catch (thrown) {
          if (!(thrown instanceof NoChannel)) throw thrown;
          // The connection broke while nobody used it: it is made anew. Else the server takes fewer commands than we send.
          if (!this.#isCurrent(client)) continue;
          if (tries === mostTries) tooFew(this.place, thrown);
          await this.#turns.another(tries * 20);
        }
      }
    });
  }

  async close(): Promise<void> {
    const login = await this.#login?.catch(() => undefined);
    this.#login = undefined;
    login?.client.end();
  }

  #current: Login["client"] | undefined;

  #isCurrent(client: Login["client"]): boolean {
    return this.#current === client;
  }

  async #connect(): Promise<Login> {
    try {
      const login = await connect(this.place, this.#settings);
      this.connections++;
      this.#current = login.client;
      login.client.once("close", () => {
        if (this.#current !== login.client) return;
        this.#current = undefined;
        this.#login = undefined;
      });
      return login;
    } catch (thrown) {
      this.#login = undefined;
      throw thrown;
    }
  }
}

function tooFew({ node }: Place, { message }: NoChannel): never {
  return refuse(`${node} takes no command over SSH`, {
    path: ["ssh"],
    detail: `The login was accepted, but: ${message}. Check MaxSessions and ForceCommand in the node's sshd_config, and no-... options in authorized_keys.`,
  });
}
