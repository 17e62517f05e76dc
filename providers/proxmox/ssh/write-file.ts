import { error, type Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import { diagnosticsOf, Refusal, refuse } from "../../../lib/diagnostic/refusal.js";
import { counted, type Cargo } from "../api/counted.js";
import type { Ended } from "./execute.js";
import { wrongFileName } from "./file-name.js";
import { commandLine } from "./quote.js";
import type { SshNode } from "./ssh-node.js";

/** A file to be written into a storage of a node. */
export interface RemoteFile extends Cargo {
  readonly storage: string;
  /** Which of the storage's folders: `snippets`. */
  readonly content: string;
  /** Access rights, octal: `0755`. As the node makes files if not said. */
  readonly mode?: string;
  readonly signal?: AbortSignal;
}

/** A file was begun and not finished: what stands there now, or will in a moment, is no whole file. */
export class FileBroken extends Refusal {
  /** Whether the node may still be at it: it hears late of a connection that broke. */
  readonly mayGoOn: boolean;

  constructor(diagnostics: readonly Diagnostic[], { mayGoOn }: { readonly mayGoOn: boolean }) {
    super(diagnostics);
    this.mayGoOn = mayGoOn;
  }
}

/** Writes a file with `tee`, which sudo's rules allow. What exists is overwritten. */
export async function writeFile(node: SshNode, file: RemoteFile): Promise<void> {
  const wrong = wrongFileName(file.name);
  if (wrong !== undefined)
    refuse("a file of this name can't be written", { detail: `${JSON.stringify(file.name)}: ${wrong}.` });
  const path = `${await node.directory(file.storage, file.content)}/${file.name}`;
  const words = await node.session.asRoot(["tee", path]);
  const ended = await send(node, file, words);
  if (ended.code === 0)
    return file.mode === undefined ? undefined : void (await node.ask(["chmod", file.mode, path]));
  if (
    /^tee: .*: (?:No space left|Disk quota exceeded|File too large|Input\/output error)/m.test(ended.stderr)
  )
    throw new FileBroken(
      [
        error(`there is no room for ${file.name} on ${node.session.place.node}`, {
          detail: `${ended.stderr.trim()}. Make room in storage ${file.storage}, or choose another one.`,
        }),
      ],
      { mayGoOn: false },
    );
  throw await node.failure(words, ended);
}

async function send(node: SshNode, file: RemoteFile, words: readonly string[]): Promise<Ended> {
  const { signal } = file;
  let begun = false;
  const open = () => {
    begun = true;
    return file.open();
  };
  try {
    // It would send everything back.
    return await node.session.line(`${commandLine(words)} >/dev/null`, {
      input: counted({ ...file, open }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (thrown) {
    throw begun ? new FileBroken(diagnosticsOf(thrown), { mayGoOn: true }) : thrown;
  }
}
