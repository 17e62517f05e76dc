import { refuse } from "../../../lib/diagnostic/refusal.js";
import type { AnswerBody } from "./answer-body.js";

/** An answer, and the request that it was given to. */
export interface Answered {
  readonly verb: string;
  readonly path: string;
  readonly endpoint: string;
  readonly status: number;
  readonly reason: string;
  readonly body: AnswerBody | undefined;
}

/** Refuses what only something else than Proxmox VE's API answers: a page, or the way to one. */
export function refuseForeignAnswer({ verb, path, endpoint, status, reason, body }: Answered): void {
  const isPage = body === undefined || (status < 300 && !("data" in body));
  const isRedirection = status >= 300 && status < 400;
  // What is above 500 comes from proxies too, and a page in it says nothing of what stands behind.
  if (status >= 500 || !(isPage || isRedirection)) return;
  refuse(`what answers at ${endpoint} is not the API of Proxmox VE`, {
    path: ["endpoint"],
    detail: `It answered ${verb} ${path} with ${isRedirection ? "the way to another place" : "something else than JSON"} (${`${status} ${reason}`.trim()}). Check host and port: Proxmox VE listens on port 8006. If something stands before it that wants a login of its own, go past that.`,
  });
}
