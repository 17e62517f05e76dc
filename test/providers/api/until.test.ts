import type { ServerResponse } from "node:http";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { answered, type Answered } from "./answered.js";

const lockTimeout = "can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout";

describe("a client whose work is stopped", () => {
  let at: Answered;
  let stop: AbortController;
  let count: number;
  /** What becomes of the requests, in their order; the last also of all that follow. */
  let answers: readonly ((response: ServerResponse) => void)[];

  beforeEach(async () => {
    stop = new AbortController();
    count = 0;
    at = await answered((_, response) => answers[Math.min(count++, answers.length - 1)]?.(response));
  });
  afterEach(() => at.close());

  const answer = (status: number, body: object) => (response: ServerResponse) => {
    response.writeHead(status).end(JSON.stringify(body));
  };
  const stopping = (next: (response: ServerResponse) => void) => (response: ServerResponse) => {
    stop.abort();
    next(response);
  };
  const config = { node: "pve1", vmid: 100 } as const;
  const locked = answer(500, { data: null, message: lockTimeout });

  it("does not send a write again that waited for a lock in vain", async () => {
    answers = [stopping(locked)];
    const writing = at.client.until(stop.signal).put("/nodes/{node}/qemu/{vmid}/config", config);
    await expect(writing).rejects.toThrow("got timeout");
    expect(count).toBe(1);
  });

  it("ends the wait before such a write would be sent again", async () => {
    answers = [locked];
    const writing = at.client.until(stop.signal).put("/nodes/{node}/qemu/{vmid}/config", config);
    await expect.poll(() => count).toBeGreaterThan(0);
    stop.abort();
    await expect(writing).rejects.toThrow("got timeout");
    expect(count).toBeLessThan(4);
  });

  it("waits for the answer of a write that is on its way", async () => {
    answers = [stopping((response) => setImmediate(() => answer(200, { data: null })(response)))];
    await expect(
      at.client.until(stop.signal).put("/nodes/{node}/qemu/{vmid}/config", config),
    ).resolves.toBeNull();
  });

  it("lets go of a read that was repeated, and tells why it had to be", async () => {
    answers = [answer(595, { data: null }), stopping(() => undefined)];
    await expect(at.client.until(stop.signal).get("/version")).rejects.toMatchObject({
      refused: { status: 595 },
    });
    expect(count).toBe(2);
  });

  it("leaves those alone who work over the same connection and are not", async () => {
    stop.abort();
    answers = [locked, answer(200, { data: null })];
    at.client.until(stop.signal);
    await expect(at.client.put("/nodes/{node}/qemu/{vmid}/config", config)).resolves.toBeNull();
    expect(count).toBe(2);
  });
});
