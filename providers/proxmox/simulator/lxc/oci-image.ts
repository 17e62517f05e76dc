import { closeSync, openSync, readSync, statSync } from "node:fs";

import type { Configuration } from "../guests/guest.js";

const blockBytes = 512;

interface Descriptor {
  readonly digest: string;
}

interface Image {
  readonly config?: {
    readonly Entrypoint?: readonly string[] | null;
    readonly Cmd?: readonly string[] | null;
    readonly Env?: readonly string[] | null;
  };
}

/** What a container takes from an image of the Open Container Initiative; nothing from any other archive. */
export function imageConfiguration(path: string): Configuration {
  if (!path.endsWith(".tar")) return {};
  const archive = new Archive(path);
  try {
    if (!archive.files.has("oci-layout")) return {};
    const { manifests } = archive.json<{ readonly manifests: readonly Descriptor[] }>("index.json");
    const manifest = archive.json<{ readonly config: Descriptor }>(blobOf(manifests[0]));
    const { config = {} } = archive.json<Image>(blobOf(manifest.config));
    const command = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
    const environment = config.Env ?? [];
    return {
      ...(command.length === 0 ? {} : { entrypoint: command.map(quoted).join(" "), cmode: "console" }),
      ...(environment.length === 0 ? {} : { env: environment.join("\0") }),
    };
  } finally {
    archive.close();
  }
}

function blobOf(descriptor: Descriptor | undefined): string {
  return `blobs/${descriptor?.digest.replace(":", "/")}`;
}

function quoted(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A tar archive whose files are read when they are asked for. */
class Archive {
  readonly #file: number;
  readonly files = new Map<string, { readonly start: number; readonly size: number }>();

  constructor(path: string) {
    this.#file = openSync(path, "r");
    const end = statSync(path).size;
    for (let at = 0; at + blockBytes <= end;) {
      const header = this.#read(at, blockBytes);
      const name = textAt(header, 0, 100);
      const size = parseInt(textAt(header, 124, 12), 8);
      if (name === "" || Number.isNaN(size)) break;
      this.files.set(name.replace(/^\.\//, ""), { start: at + blockBytes, size });
      at += blockBytes * (1 + Math.ceil(size / blockBytes));
    }
  }

  json<T>(name: string): T {
    const { start, size } = this.files.get(name) ?? { start: 0, size: 0 };
    if (size === 0) throw new Error(`failed to parse OCI image: '${name}' is missing`);
    return JSON.parse(this.#read(start, size).toString("utf8")) as T;
  }

  close(): void {
    closeSync(this.#file);
  }

  #read(start: number, size: number): Buffer {
    const bytes = Buffer.alloc(size);
    readSync(this.#file, bytes, 0, size, start);
    return bytes;
  }
}

function textAt(header: Buffer, start: number, length: number): string {
  return header
    .toString("latin1", start, start + length)
    .replace(/\0.*$/s, "")
    .trim();
}
