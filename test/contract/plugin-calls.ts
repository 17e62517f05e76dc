import type { Http2Session } from "node:http2";

import { journalInMemory, type Journal } from "../../lib/change/journal.js";
import { handlersFor } from "../../lib/terraform/handlers.js";
import { encodeObject } from "../../lib/terraform/instance-codec.js";
import { encodeSchemas } from "../../lib/terraform/schema.js";
import { calls, type CallName } from "../../lib/terraform/wire/messages.js";
import { decode, encode, type Plain } from "../../lib/terraform/wire/protobuf.js";
import type { ValueObject } from "../../lib/value/value.js";
import type { Connection } from "../../providers/proxmox/connection.js";
import { proxmox } from "../../providers/proxmox/provider.js";
import { configurationOf } from "../providers/resources/stand.js";
import { diagnosticsIn } from "./answer-diagnostics.js";

/** The plugin's own handlers, called as Terraform calls them: every byte as it is on the wire. */
export class PluginCalls {
  /** All messages that were told, and what was written into the journal. */
  readonly log: string[] = [];
  readonly journal = journalThatTells((text) => void this.log.push(text));
  readonly #handlers;
  readonly #session = {} as Http2Session;

  constructor(environment: Readonly<Record<string, string>>) {
    this.#handlers = handlersFor<Connection>({
      environment,
      provider: async () => proxmox,
      schemas: () => encodeSchemas(proxmox),
      // Between two steps Terraform starts a new process; the journal's writer is gone then.
      journal: async () => ({ ...this.journal, leftBehind: this.journal.open }),
      assertFree: async () => undefined,
    });
  }

  async configure(provider: ValueObject): Promise<void> {
    const attributes = proxmox.configuration;
    await this.call("ConfigureProvider", {
      config: encodeObject(attributes, configurationOf({ attributes }, provider)),
    });
  }

  async call(name: CallName, request: Plain): Promise<Plain> {
    const { request: asked, response } = calls[name];
    const handler = this.#handlers[name];
    if (handler === undefined) throw new Error(`${name} is not handled`);
    const answer = await handler(decode(asked, encode(asked, request)), this.#session);
    const received = decode(response, encode(response, answer));
    this.log.push(JSON.stringify(diagnosticsIn(received)));
    return received;
  }
}

/** A journal whose entries are told as they are written: at the end it holds nothing any more. */
function journalThatTells(tell: (text: string) => void): Journal {
  const journal = journalInMemory();
  return {
    ...journal,
    begin: (entry) => {
      tell(JSON.stringify(entry));
      return journal.begin(entry);
    },
    note: (id, more) => {
      tell(JSON.stringify(more));
      return journal.note(id, more);
    },
  };
}
