import type { Tasks } from "../../../lib/schema/provider.js";
import { refuse } from "../../../lib/diagnostic/refusal.js";
import type { Value } from "../../../lib/value/value.js";

type Row = Record<string, Value>;

/** A world in memory that can be told to fail or to wait; it survives the connections to it. */
export class ToyWorld {
  readonly things = new Map<string, Row>();
  readonly guests = new Map<number, Row>();
  readonly settings: Row = { motd: "hello", keyboard: "de" };
  readonly calls: string[] = [];
  /** Calls that fail, by their text. */
  readonly failing = new Set<string>();
  /** The largest thing that there is room for. */
  room = 1000;
  /** Runs within each call; may wait, or stop the apply. */
  during: (call: string) => Promise<void> = async () => undefined;
  connections = 0;

  async call(text: string): Promise<void> {
    this.calls.push(text);
    await this.during(text);
    if (this.failing.has(text)) refuse(`${text} failed`);
  }

  /** Calls that change something, since the last question. */
  written(): readonly string[] {
    return this.calls.splice(0).filter((call) => !call.startsWith("read "));
  }

  reads(): readonly string[] {
    return this.calls.splice(0).filter((call) => call.startsWith("read "));
  }
}

export class ToyConnection implements Tasks {
  constructor(
    readonly world: ToyWorld,
    readonly endpoint: string,
  ) {
    world.connections++;
  }

  async waitForTask(id: string): Promise<void> {
    await this.world.call(`task ${id}`);
  }

  until(): this {
    return this;
  }

  forget(): void {}

  async close(): Promise<void> {
    this.world.connections--;
  }
}
