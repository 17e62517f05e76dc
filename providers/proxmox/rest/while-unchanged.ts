import { equal } from "../../../lib/value/equal.js";
import type { ValueObject } from "../../../lib/value/value.js";
import type { Observed } from "../../../lib/schema/resource.js";
import { means } from "../api/meanings.js";

/** More than one apply writes at once: each refusal means that another one was let through. */
const attempts = 32;

/**
 * Sends a change with the digest of what was read. Proxmox VE keeps many objects in one file with one digest, so a
 * refusal may be about another object: as long as this one is what it was, the change is sent again with a fresh digest.
 */
export async function whileUnchanged(
  observed: Observed,
  read: () => Promise<Observed | undefined>,
  send: (digest: string | undefined) => Promise<unknown>,
): Promise<void> {
  let current: Observed | undefined = observed;
  for (let attempt = 1; ; attempt++) {
    try {
      await send(digestOf(current));
      return;
    } catch (thrown) {
      if (!means(thrown, "stale") || attempt === attempts) throw thrown;
      current = await read();
      if (current === undefined || !equal(attributesOf(current), attributesOf(observed))) throw thrown;
    }
  }
}

function digestOf({ facts }: Observed): string | undefined {
  const digest = facts?.["digest"];
  return typeof digest === "string" ? digest : undefined;
}

function attributesOf({ attributes }: Observed): ValueObject {
  return attributes as ValueObject;
}
