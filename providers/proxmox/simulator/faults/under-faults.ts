import { ApiFailure, ProxyFailure } from "../failure.js";
import type { RequestEffect } from "./fault.js";

/** The connection is to break off instead of an answer. */
export class ConnectionReset extends Error {}

/** Answers a request as far as what shall go wrong with it lets it. */
export async function underFaults(
  effects: readonly RequestEffect[],
  answer: () => Promise<unknown>,
): Promise<unknown> {
  const delay = effects.reduce((sum, effect) => sum + ("delay" in effect ? effect.delay : 0), 0);
  const [outcome] = await Promise.allSettled([answered(effects, answer)]);
  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
  // Whatever the answer is, nobody hears it.
  if (effects.some((effect) => "reset" in effect)) throw new ConnectionReset();
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}

/** After how many bytes of its body a request's connection breaks off. */
export function cutOf(effects: readonly RequestEffect[]): number | undefined {
  const cuts = effects.flatMap((effect) => ("cut" in effect ? [effect.cut] : []));
  return cuts.length === 0 ? undefined : Math.min(...cuts);
}

/** Whether a request's ticket is to be taken for too old. */
export function isExpired(effects: readonly RequestEffect[]): boolean {
  return effects.some((effect) => "ticket" in effect);
}

async function answered(effects: readonly RequestEffect[], answer: () => Promise<unknown>): Promise<unknown> {
  for (const effect of effects) {
    if ("status" in effect) throw failureOf(effect);
    if ("reset" in effect && effect.reset === "before") return undefined;
  }
  return answer();
}

function failureOf({
  status,
  message = "fault on request",
}: {
  readonly status: number;
  readonly message?: string;
}) {
  // What a proxy says stands in the status line alone.
  return status >= 595 ? new ProxyFailure(status, message) : new ApiFailure(status, message);
}
