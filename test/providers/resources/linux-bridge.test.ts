import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { readInstance } from "../../../lib/change/perform/read.js";
import type { Outcome } from "../../../lib/change/perform/step.js";
import { linuxBridge } from "../../../providers/proxmox/resources/nodes/linux-bridge.js";
import { realClock } from "../../../providers/proxmox/simulator/clock.js";
import { afterCrash } from "../../lib/change/after-crash.js";
import { applied, apply, imported, plan, stand, type Stand } from "./stand.js";

let at: Stand;
beforeEach(async () => {
  at = await stand({ nodes: ["pve1", "pve2"], clock: realClock() });
});
afterEach(() => at.close());

const path = "/nodes/pve1/network";
const code = (name: string, more = {}) => ({ node_name: "pve1", name, ...more });
const isReal = (name: string, node = "pve1") => at.pve.world.nodes.get(node)?.interfaces.has(name);
const waiting = async () =>
  (await at.connection.api.whole("/nodes/{node}/network", { node: "pve1" })).changes;

describe("network_linux_bridge", () => {
  it("is real once it is applied, and gone once its removal is", async () => {
    const made = await applied(at, linuxBridge, { code: code("vmbr1", { address: "10.1.0.1/24" }) });
    expect(isReal("vmbr1")).toBe(true);
    expect(await at.pve.get(`${path}/vmbr1`)).toMatchObject({ cidr: "10.1.0.1/24", autostart: 1, active: 1 });
    await apply(at, linuxBridge, { prior: made });
    expect({ isReal: isReal("vmbr1"), waiting: await waiting() }).toEqual({
      isReal: false,
      waiting: undefined,
    });
  });

  it("loses what leaves the code, and keeps what somebody else set", async () => {
    const full = { address: "10.1.0.1/24", mtu: 9000, comment: "ours", ports: ["eth0"], vids: "2-9" };
    const made = await applied(at, linuxBridge, { code: code("vmbr1", { ...full, vlan_aware: true }) });
    await at.pve.put(`${path}/vmbr1`, { type: "bridge", cidr: "10.1.0.1/24", comments6: "theirs" });
    await at.pve.ended(await at.pve.put(path));
    await applied(at, linuxBridge, { prior: made, code: code("vmbr1", { autostart: false }) });
    const {
      priority: _,
      active: _up,
      ...left
    } = (await at.pve.get(`${path}/vmbr1`)) as Readonly<Record<string, unknown>>;
    expect(left).toEqual({
      type: "bridge",
      method: "manual",
      method6: "manual",
      families: ["inet"],
      bridge_ports: "",
      bridge_stp: "off",
      bridge_fd: "0",
      comments6: "theirs\n",
    });
  });

  it("stays VLAN-aware where that is not said, with the VLANs that pass", async () => {
    const made = await applied(at, linuxBridge, { code: code("vmbr1") });
    await at.pve.put(`${path}/vmbr1`, {
      type: "bridge",
      bridge_vlan_aware: 1,
      bridge_vids: "5",
      autostart: 1,
    });
    await at.pve.ended(await at.pve.put(path));
    await applied(at, linuxBridge, { prior: made, code: code("vmbr1", { comment: "new" }) });
    expect(await at.pve.get(`${path}/vmbr1`)).toMatchObject({ bridge_vlan_aware: 1, bridge_vids: "5" });
  });

  it("is made beside others of its node at once, each with its own turn", async () => {
    const names = ["vmbr1", "vmbr2", "vmbr3"];
    const wishes = [...names.map((name) => code(name)), { node_name: "pve2", name: "vmbr1" }];
    await Promise.all(wishes.map((wish) => applied(at, linuxBridge, { code: wish })));
    expect([...names.map((name) => isReal(name)), isReal("vmbr1", "pve2")]).toEqual([true, true, true, true]);
    const writes = at.pve.requests.filter(({ verb, path: of }) => verb !== "GET" && of.endsWith(path));
    expect(writes.map(({ verb }) => verb)).toEqual(["POST", "PUT", "POST", "PUT", "POST", "PUT"]);
  });

  describe("and another of its node", () => {
    /** Applies several at once, each in the turn that it stands here. */
    async function inOrder(...wishes: readonly Parameters<typeof apply>[2][]) {
      const applying: Promise<Outcome>[] = [];
      await at.connection.inTurn("network of pve1", async (turn) => {
        for (const [index, wish] of wishes.entries()) {
          applying.push(apply(at, linuxBridge, wish));
          await vi.waitUntil(() => turn.waiting > index, { timeout: 60_000 });
        }
      });
      return (await Promise.all(applying)).map(({ diagnostics }) => diagnostics);
    }
    const withPort = async (name: string, port: string) =>
      applied(at, linuxBridge, { code: code(name, { ports: [port] }) });
    const portsOf = async (name: string) =>
      ((await at.pve.get(`${path}/${name}`)) as { readonly bridge_ports: string }).bridge_ports;

    it.each(["before it", "after it"])("has a port that this one gives up %s", async (when) => {
      const [one, other] = [
        await withPort("vmbr1", "eth0"),
        await applied(at, linuxBridge, { code: code("vmbr2") }),
      ];
      const wishes = [
        { prior: one, code: code("vmbr1") },
        { prior: other, code: code("vmbr2", { ports: ["eth0"] }) },
      ];
      const told = await inOrder(...(when === "before it" ? wishes : wishes.reverse()));
      expect(told).toEqual([[], []]);
      expect([await portsOf("vmbr1"), await portsOf("vmbr2")]).toEqual(["", "eth0"]);
    });

    it("are told that they can't swap ports at once", async () => {
      await at.pve.post(path, { iface: "eth1", type: "eth" });
      await at.pve.ended(await at.pve.put(path));
      const [one, other] = [await withPort("vmbr1", "eth0"), await withPort("vmbr2", "eth1")];
      const told = await inOrder(
        { prior: one, code: code("vmbr1", { ports: ["eth1"] }) },
        { prior: other, code: code("vmbr2", { ports: ["eth0"] }) },
      );
      expect(told).toMatchObject([
        [
          {
            summary: "eth1 is plugged into another interface",
            path: ["ports"],
            detail: expect.stringContaining("swap") as string,
          },
        ],
        [{ summary: "eth0 is plugged into vmbr1" }],
      ]);
      expect(await waiting()).toBeUndefined();
    });
  });

  it("leaves nothing that waits where it can't be staged or applied", async () => {
    const lost = await apply(at, linuxBridge, { code: code("vmbr1", { ports: ["nothing"] }) });
    expect(lost.diagnostics[0]?.summary).toContain("unable to find bridge port 'nothing'");
    at.pve.faults.add({ when: { task: "srvreload" }, then: { fail: "ifreload failed" } });
    const failed = await apply(at, linuxBridge, { code: code("vmbr1") });
    expect(failed.diagnostics[0]?.summary).toContain("ifreload failed");
    expect({ made: failed.instance, isReal: isReal("vmbr1"), waiting: await waiting() }).toEqual({
      made: undefined,
      isReal: false,
      waiting: undefined,
    });
  });

  describe("whose changes take longer than the limit", () => {
    const quick = (more = {}) => code("vmbr1", { timeout_reload: 5, ...more });

    /** Applies, and has the limit run out once something has come about. */
    async function late(wish: Parameters<typeof apply>[2], isThere: () => boolean | Promise<boolean>) {
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      try {
        const applying = apply(at, linuxBridge, wish);
        while (!(await isThere())) await new Promise(setImmediate);
        await vi.advanceTimersByTimeAsync(5000);
        return await applying;
      } finally {
        vi.useRealTimers();
      }
    }
    const isLookedAt = () => at.pve.requests.some(({ path: of }) => /tasks\/.*srvreload.*status/.test(of));
    const slowly = () => {
      at.pve.requests.length = 0;
      at.pve.faults.add({ when: { task: "srvreload" }, then: { delay: 3_600_000 } });
    };
    const inTheEnd = async () => {
      at.pve.faults.clear();
      await at.pve.clock.advance(3_600_000);
    };
    const goesOn = {
      summary: "it takes longer than the 5 s of timeout_reload while a task runs",
      path: ["timeout_reload"],
      detail: expect.stringMatching(/srvreload.* goes on\. The next run finds it/) as string,
    };

    it("is gone on with where it was being made", async () => {
      slowly();
      const made = await late({ code: quick({ vlan_aware: true }) }, isLookedAt);
      expect(made).toMatchObject({ instance: undefined, diagnostics: [goesOn] });
      await inTheEnd();
      expect(isReal("vmbr1")).toBe(true);
      const later = { ...at, journal: afterCrash(at.journal) };
      const { instance, diagnostics } = await apply(later, linuxBridge, {
        code: quick({ vlan_aware: true }),
      });
      expect(diagnostics).toEqual([]);
      expect(instance?.private.owned).toEqual(["vlan_aware"]);
    });

    it("is as it was planned where it was being changed", async () => {
      const before = await applied(at, linuxBridge, { code: quick() });
      slowly();
      const { diagnostics, instance } = await late(
        { prior: before, code: quick({ comment: "new" }) },
        isLookedAt,
      );
      expect(diagnostics).toMatchObject([goesOn]);
      await inTheEnd();
      const next = await plan(at, linuxBridge, { prior: instance!, code: quick({ comment: "new" }) });
      expect(next.decision.action).toBe("none");
      expect(await at.pve.get(`${path}/vmbr1`)).toMatchObject({ comments: "new\n" });
    });

    it("is gone where it was being removed", async () => {
      const before = await applied(at, linuxBridge, { code: quick() });
      slowly();
      const { diagnostics, instance } = await late({ prior: before }, isLookedAt);
      expect(diagnostics).toMatchObject([goesOn]);
      expect(instance?.attributes).toEqual(before.attributes);
      await inTheEnd();
      expect(await apply(at, linuxBridge, { prior: before })).toMatchObject({
        instance: undefined,
        diagnostics: [],
      });
    });

    it("leaves nothing that waits where the limit runs out before they are applied", async () => {
      at.pve.faults.add({ when: { verb: "POST", path }, then: { delay: 5000 } });
      const { diagnostics } = await late({ code: quick() }, async () => (await waiting()) !== undefined);
      expect(diagnostics).toMatchObject([
        { summary: "it takes longer than the 5 s of timeout_reload", path: ["timeout_reload"] },
      ]);
      expect({ isReal: isReal("vmbr1"), waiting: await waiting() }).toEqual({
        isReal: false,
        waiting: undefined,
      });
    });
  });

  it("neither applies nor drops what somebody else staged", async () => {
    await at.pve.post(path, { iface: "vmbr9", type: "bridge" });
    const before = await waiting();
    const { diagnostics, instance } = await apply(at, linuxBridge, { code: code("vmbr1") });
    expect(diagnostics[0]?.summary).toBe("the network of pve1 has changes that wait to be applied");
    expect(diagnostics[0]?.detail).toContain("+iface vmbr9 inet manual");
    expect(instance).toBeUndefined();
    expect({ isReal: isReal("vmbr9"), waiting: await waiting() }).toEqual({ isReal: false, waiting: before });
  });

  it("is neither there nor gone while it only waits, and is no bridge where another interface has the name", async () => {
    await at.pve.post(path, { iface: "vmbr9", type: "bridge" });
    await expect(imported(at, linuxBridge, "pve1:vmbr9")).rejects.toThrow("vmbr9 of pve1 waits to be made");
    await at.pve.delete(path);
    await expect(imported(at, linuxBridge, "pve1:eth0")).rejects.toThrow(/eth0 of pve1 is no bridge/);
    await expect(imported(at, linuxBridge, "pve7:vmbr0")).rejects.toThrow(/there is no node "pve7"/);
  });

  it("is not taken for gone while its removal only waits", async () => {
    const prior = await applied(at, linuxBridge, { code: code("vmbr1") });
    await at.pve.delete(`${path}/vmbr1`);
    const { instance, diagnostics } = await readInstance(linuxBridge, at.connection, prior);
    expect(diagnostics[0]?.summary).toBe("vmbr1 of pve1 waits to be removed");
    expect(instance).toEqual(prior);
    await at.pve.delete(path);
    expect((await plan(at, linuxBridge, { prior, code: code("vmbr1") })).decision.action).toBe("none");
  });

  it.each([{ address: "300.0.0.1/24" }, { address: "10.0.0.1/33" }, { address6: "fd00::g/64" }])(
    "is refused before any request with %o",
    async (wrong) => {
      await expect(plan(at, linuxBridge, { code: code("vmbr1", wrong) })).rejects.toThrow(/an IPv. address/);
    },
  );

  it("needs an address for a gateway and VLANs for their numbers, before any request", async () => {
    const wrong = code("vmbr1", { gateway: "10.0.0.1", gateway6: "fd00::1", vids: "5", vlan_aware: false });
    await expect(plan(at, linuxBridge, { code: wrong })).rejects.toThrow(
      /gateway needs address[\s\S]*gateway6 needs address6[\s\S]*vids needs vlan_aware/,
    );
  });
});
