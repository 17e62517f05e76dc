import { describe, expect, it } from "vitest";

import { refuse } from "../../../lib/diagnostic/refusal.js";
import { reach, type Interface } from "../../../providers/proxmox/ssh/reach.js";
import { Ssh } from "../../../providers/proxmox/ssh/ssh.js";
import { settingsFrom } from "./stand/settings.js";

const lo = { iface: "lo", address: "127.0.0.1" };
const storage = { iface: "vmbr1", address: "10.10.0.1" };
const v4 = { iface: "vmbr0", address: "192.168.1.5", gateway: "192.168.1.1" };
const v6 = { iface: "vmbr2", address6: "fd00::5", gateway6: "fd00::1" };

describe("the address of a node for SSH", () => {
  const find = async (interfaces: readonly Interface[], block = {}) =>
    reach("pve1", settingsFrom({ username: "root", ...block }), async () => interfaces);

  it.each([
    ["the first interface with an IPv4 address and gateway", [storage, v6, v4], "192.168.1.5"],
    ["else the first with an IPv6 address and gateway", [storage, v6], "fd00::5"],
    ["else the first with an IPv4 address", [{ iface: "eno1" }, storage], "10.10.0.1"],
    [
      "in the order of the node's own configuration",
      [
        { ...storage, priority: 9 },
        { ...lo, priority: 3 },
      ],
      "127.0.0.1",
    ],
    ["else what the node's name resolves to", [{ iface: "eno1", address: "" }], "pve1"],
  ])("is %s", async (_name, interfaces, host) => {
    expect(await find(interfaces)).toMatchObject({ node: "pve1", host, port: 22 });
  });

  it("tells where it comes from", async () => {
    expect((await find([v4])).text).toBe("192.168.1.5:22 (vmbr0, by the API)");
    expect((await find([v6])).text).toBe("[fd00::5]:22 (vmbr2, by the API)");
  });

  it("is what ssh.node says, before all else", async () => {
    const node = [{ name: "pve1", address: "other.example.com", port: 2222 }];
    expect(await find([v4], { node })).toMatchObject({ host: "other.example.com", port: 2222 });
    expect(await find([v4], { node: [{ ...node[0]!, name: "pve2" }] })).toMatchObject({
      host: "192.168.1.5",
    });
  });

  it("is that of the node which is asked for, whichever node the endpoint is", async () => {
    const asked: string[] = [];
    const all = new Ssh(settingsFrom({ username: "root" }), async (name) => {
      asked.push(name);
      return [{ ...v4, address: name === "pve2" ? "192.168.1.6" : v4.address }];
    });
    expect((await all.node("pve2")).session.place).toMatchObject({ node: "pve2", host: "192.168.1.6" });
    expect(asked).toEqual(["pve2"]);
  });

  it("is the name's where node_address_source is dns, and the API isn't asked", async () => {
    const settings = settingsFrom({ username: "root", node_address_source: "dns" });
    const place = await reach("pve1", settings, () => refuse("not to be asked"));
    expect(place).toMatchObject({ host: "pve1", port: 22, text: "pve1:22 (its name)" });
  });

  it("is the name's where the API does not tell, and says why", async () => {
    const place = await reach("pve1", settingsFrom({ username: "root" }), async () =>
      refuse("missing privilege Sys.Audit on /nodes/pve1"),
    );
    expect(place.host).toBe("pve1");
    expect(place.text).toContain(
      "since the API tells no address: missing privilege Sys.Audit on /nodes/pve1",
    );
  });
});
