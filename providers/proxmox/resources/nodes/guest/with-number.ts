import { Refusal } from "../../../../../lib/diagnostic/refusal.js";
import type { Work } from "../../../../../lib/schema/resource.js";
import type { Value } from "../../../../../lib/value/value.js";
import { AnswerLost } from "../../../api/answer-lost.js";
import type { Connection } from "../../../connection.js";
import type { GuestKind } from "./target.js";
import { whoseIs } from "./whose-is.js";

/** A guest that is about to be made. */
export interface GuestToBe {
  readonly vmid: number;
  /** What the request carries and no other does; null where there is no such thing. */
  readonly proof: string | null;
}

interface NumberWish {
  readonly kind: GuestKind;
  readonly wished: Value | undefined;
  readonly proof: string | null;
}

const attempts = 20;

/**
 * Makes a guest under the number wished for, or under a free one. PVE reserves no number: where somebody else was
 * faster, the next one is taken.
 */
export async function withNumber(
  work: Work<Connection>,
  { kind, wished, proof }: NumberWish,
  make: (guest: GuestToBe) => Promise<string>,
): Promise<number> {
  const fixed = typeof wished === "number" ? wished : undefined;
  for (let attempt = 1; ; attempt++) {
    const vmid = fixed ?? (await work.connection.freeVmid());
    await work.intend({ vmid }, proof);
    try {
      await work.task(await make({ vmid, proof }));
      return vmid;
    } catch (thrown) {
      const whose =
        thrown instanceof AnswerLost
          ? await whoseInTheEnd(work, { kind, vmid, proof }, thrown)
          : isTaken(thrown)
            ? "others"
            : "nobody";
      if (whose === "ours") return vmid;
      if (whose === "nobody" || fixed !== undefined || attempt === attempts) throw thrown;
    }
  }
}

/** Whose guest there is after an answer was lost, once the task that may have made it is over. */
async function whoseInTheEnd(
  { connection, signal }: Work<Connection>,
  guest: GuestToBe & { readonly kind: GuestKind },
  { task }: AnswerLost,
): ReturnType<typeof whoseIs> {
  if (guest.proof === null) return "nobody";
  const quiet = { signal, log: nothing, progress: nothing, warn: nothing };
  // A task that failed is no reason to stop: what it left, if anything, is read next.
  if (task !== undefined) await connection.waitForTask(task, quiet).catch(nothing);
  connection.forget();
  return whoseIs(connection, guest);
}

function nothing(): void {
  return undefined;
}

/** Refused at once, or by the task where somebody was faster by a blink. */
function isTaken(thrown: unknown): boolean {
  return (
    thrown instanceof Refusal && /(VM|CT) \d+ already exists|config file already exists/.test(thrown.message)
  );
}
