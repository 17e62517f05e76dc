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

/**
 * A source that breaks off at its very end where its bytes are not the expected ones, so that nobody takes them. What
 * was read before and did not change since is not worked out again.
 */
export function verified(source: Source, { name, checksum, tag, seen }: Expected): Source {
  if (tag !== undefined && tag.size !== source.size) changed(name);
  async function* open(): AsyncGenerator<Uint8Array> {
    const known = await source.known?.();
    const missing = new Set(["sha256", checksum?.algorithm ?? "sha256"]);
    if (known !== undefined) missing.delete("sha256");
    const hashes = [...missing].map((algorithm) => [algorithm, createHash(algorithm)] as const);
    for await (const chunk of source.open()) {
      for (const [, hash] of hashes) hash.update(chunk);
      yield chunk;
    }
    if (known !== undefined && (await source.known?.()) !== known) changed(name);
    const digests = new Map(hashes.map(([algorithm, hash]) => [algorithm, hash.digest("hex")]));
    const sha256 = known?.sha256 ?? digests.get("sha256") ?? "";
    const got = digests.get(checksum?.algorithm ?? "sha256") ?? sha256;
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
