import { error, type Diagnostic } from "../../../../lib/diagnostic/diagnostic.js";
import { Refusal } from "../../../../lib/diagnostic/refusal.js";
import { codeOf, messageOf } from "./code-of.js";
import type { NotConnected } from "./not-connected.js";
import { obstacleOf } from "./obstacle.js";

/** Nobody answers, which says nothing about what was asked. */
export class Unreachable extends Refusal {
  constructor(
    diagnostic: Diagnostic,
    /** Whether it may pass by itself. */
    readonly passes: boolean,
  ) {
    super([diagnostic]);
    this.name = "Unreachable";
  }
}

export interface Tried {
  readonly endpoint: string;
  readonly failure: NotConnected;
}

/** For a request that was not sent: all endpoints that were tried, and why each is out of reach. */
export function outOfReach(tried: readonly Tried[]): Unreachable {
  const obstacles = tried.map(({ endpoint, failure }) => ({ endpoint, ...obstacleOf(failure) }));
  const [first, ...more] = obstacles;
  if (first === undefined) throw new Error("nothing was tried");
  const passes = obstacles.some((each) => each.passes);
  if (more.length === 0)
    return new Unreachable(
      error(`${first.endpoint} is out of reach: ${first.what}`, { path: first.path, detail: first.advice }),
      passes,
    );
  const lines = obstacles.map(({ endpoint, what, advice }) => `${endpoint}: ${what}. ${advice}`);
  return new Unreachable(
    error("no endpoint of the cluster is in reach", { path: ["endpoint"], detail: lines.join("\n") }),
    passes,
  );
}

/** For a read whose answers are lost again and again. */
export function unanswered(endpoint: string, thrown: unknown): Unreachable {
  const why = codeOf(thrown) ?? messageOf(thrown);
  return new Unreachable(
    error(`${endpoint} takes requests and does not answer: ${why}`, {
      path: ["endpoint"],
      detail: "Check pveproxy and pvedaemon on the node, and what stands in between.",
    }),
    true,
  );
}
