import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";

import type { Instance } from "../../../lib/change/instance.js";
import { hasErrors } from "../../../lib/diagnostic/diagnostic.js";
import { Client } from "../../../providers/proxmox/api/client.js";
import { firewallAlias } from "../../../providers/proxmox/resources/firewall/alias.js";
import { firewallIpset } from "../../../providers/proxmox/resources/firewall/ipset.js";
import { storageDirectory } from "../../../providers/proxmox/resources/storage/directory.js";
import { applied, apply, stand, type Stand } from "./stand.js";

let at: Stand;
beforeAll(async () => {
  at = await stand();
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => at.close());

describe("objects that Proxmox VE keeps in one file", () => {
  const code = (id: string, more = {}) => ({ id, path: `/srv/${id}`, ...more });
  const ids = ["a1", "b1", "c1", "d1"];

  it("are changed at once, though each write makes the digest of the others stale", async () => {
    const made = new Map<string, Instance>();
    for (const id of ids) made.set(id, await applied(at, storageDirectory, { code: code(id) }));
    const before = at.pve.requests.length;
    const allRead = gathering(ids.length);
    beforeEachWrite(allRead);
    const outcomes = await Promise.all(
      [...made].map(([id, prior]) =>
        apply(at, storageDirectory, { prior, code: code(id, { disable: true, content: ["iso"] }) }),
      ),
    );
    expect(outcomes.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
    for (const id of ids)
      expect(await at.pve.get(`/storage/${id}`)).toMatchObject({ disable: 1, content: "iso" });
    const writes = at.pve.requests.slice(before).filter(({ verb }) => verb === "PUT");
    expect(writes.some(({ status }) => status !== 200)).toBe(true);
  });

  it("are not written over what somebody else changed while the change was under way", async () => {
    const prior = await applied(at, storageDirectory, { code: code("e1") });
    beforeEachWrite(async () => void (await at.pve.put("/storage/e1", { content: "backup" })));
    const { diagnostics } = await apply(at, storageDirectory, {
      prior,
      code: code("e1", { content: ["iso"] }),
    });
    expect(hasErrors(diagnostics)).toBe(true);
    expect(await at.pve.get("/storage/e1")).toMatchObject({ content: "backup" });
  });
});

describe("what Proxmox VE keeps in one list with one digest", () => {
  const names = ["aa", "bb", "cc"];
  const kinds = [
    { kind: "aliases", verb: "PUT", resource: firewallAlias, more: { cidr: "10.0.0.1" } },
    { kind: "ipset", verb: "POST", resource: firewallIpset, more: {} },
  ] as const;

  it.each(kinds)("is changed at once: $kind", async ({ kind, verb, resource, more }) => {
    const made = new Map<string, Instance>();
    for (const name of names) made.set(name, await applied(at, resource, { code: { name, ...more } }));
    const before = at.pve.requests.length;
    beforeEachWrite(gathering(names.length), verb);
    const outcomes = await Promise.all(
      [...made].map(([name, prior]) =>
        apply(at, resource, { prior, code: { name, ...more, comment: `of ${name}` } }),
      ),
    );
    expect(outcomes.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
    const list = (await at.pve.get(`/cluster/firewall/${kind}`)) as readonly { readonly comment: string }[];
    expect(list.map(({ comment }) => comment).sort()).toEqual(names.map((name) => `of ${name}`));
    const writes = at.pve.requests.slice(before).filter(({ verb: sent }) => sent !== "GET");
    expect(writes.some(({ status }) => status !== 200)).toBe(true);
  });
});

function beforeEachWrite(work: () => Promise<void>, verb: "POST" | "PUT" = "PUT"): void {
  const { ask } = Client.prototype;
  // Of all clients: a work that can be stopped has one of its own.
  vi.spyOn(Client.prototype, "ask").mockImplementation(async function (this: Client, ...request) {
    if (request[0] === verb) await work();
    return ask.apply(this, request);
  });
}

/** Lets nobody through before so many have come. */
function gathering(count: number): () => Promise<void> {
  let open = () => undefined as void;
  const all = new Promise<void>((resolve) => (open = resolve));
  let come = 0;
  return () => {
    if (++come >= count) open();
    return all;
  };
}
