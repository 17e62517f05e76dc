import { createHash } from "node:crypto";

import { refuse } from "../../../../lib/diagnostic/refusal.js";
import type { Checksum } from "./checksum.js";
import type { Source } from "./file-source.js";
import type { FileTag } from "./file-tag.js";

export interface Expected {
  readonly name: string;
  readonly checksum: Checksum | undefined;
  /** What the plan saw. */
  readonly tag: FileTag | undefined;
  /** Told once all was read and is as it should be. */
  seen(tag: FileTag): void;
}

/** A source that breaks off at its very end where its bytes are not the expected ones, so that nobody takes them. */
export function verified(source: Source, { name, checksum, tag, seen }: Expected): Source {
  if (tag !== undefined && tag.size !== source.size) changed(name);
  async function* open(): AsyncGenerator<Uint8Array> {
    const own = createHash("sha256");
    const given =
      checksum === undefined || checksum.algorithm === "sha256" ? own : createHash(checksum.algorithm);
    for await (const chunk of source.open()) {
      own.update(chunk);
      if (given !== own) given.update(chunk);
      yield chunk;
    }
    const theirs = given === own ? undefined : given.digest("hex");
    const sha256 = own.digest("hex");
    const got = theirs ?? sha256;
    if (checksum !== undefined && got !== checksum.value)
      refuse(`${name} has another checksum than the code says`, {
        path: ["source_file", 0, "checksum"],
        detail: `Its ${checksum.algorithm} is ${got}. Nothing of it is kept.`,
      });
    if (tag !== undefined && tag.sha256 !== sha256) changed(name);
    seen({ size: source.size, sha256 });
  }
  return { ...source, open };
}

function changed(name: string): never {
  refuse(`the source of ${name} changed since the plan`, {
    path: ["source_file", 0, "path"],
    detail: "Nothing of it is kept. Plan again.",
  });
}
