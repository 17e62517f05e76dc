import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { Gates } from "../../../providers/proxmox/api/gates.js";
import { answered, type Answered } from "./answered.js";

/** Work that is in flight until it is let go. */
class Flight {
  readonly #landing: (() => void)[] = [];
  most = 0;

  get count(): number {
    return this.#landing.length;
  }

  begin(): Promise<void> {
    const landed = new Promise<void>((resolve) => void this.#landing.push(resolve));
    this.most = Math.max(this.most, this.count);
    return landed;
  }

  land(): void {
    this.#landing.shift()?.();
  }
}

/** Lets everything begin that may. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("work for nodes", () => {
  it("runs ten at once for each, and thirty altogether, and all of it in the end", async () => {
    const gates = new Gates();
    const nodes = ["", "pve1", "pve2", "pve3", "pve4"];
    const flights = new Map(nodes.map((node) => [node, new Flight()]));
    const counts = () => nodes.map((node) => flights.get(node)?.count ?? 0);
    const all = nodes.flatMap((node) =>
      Array.from({ length: 25 }, () => gates.run(node, async () => flights.get(node)?.begin())),
    );
    let most = 0;
    for (await settled(); counts().some((count) => count > 0); await settled()) {
      const altogether = counts().reduce((sum, count) => sum + count, 0);
      most = Math.max(most, altogether);
      flights.get(nodes.find((node) => flights.get(node)?.count !== 0) ?? "")?.land();
    }
    await Promise.all(all);
    expect(most).toBe(30);
    for (const node of nodes) expect(flights.get(node)?.most).toBe(10);
  });

  it("goes on behind work that fails", async () => {
    const gates = new Gates();
    const works = Array.from({ length: 40 }, async (_, index) =>
      gates.run("pve1", async () => {
        if (index < 20) throw new Error("no");
        return index;
      }),
    );
    const outcomes = await Promise.allSettled(works);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
  });
});

describe("requests to a node", () => {
  const flight = new Flight();
  let at: Answered;

  beforeEach(async () => {
    at = await answered((_, response) => {
      void flight.begin().then(() => response.end(JSON.stringify({ data: {} })));
      // So many are here at once, or the test waits in vain.
      if (flight.count === 10) while (flight.count > 0) flight.land();
    });
  });
  afterEach(() => at.close());

  it("are ten at once, however many are wanted", async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        at.client.get("/nodes/{node}/qemu/{vmid}/config", { node: "pve1", vmid: 100 + index }),
      ),
    );
    expect(flight.most).toBe(10);
  });
});
