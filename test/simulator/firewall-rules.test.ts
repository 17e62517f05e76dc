import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { asked } from "./asked.js";

type Sent = Readonly<Record<string, string | number>>;

let simulation: Simulation;
beforeAll(async () => {
  simulation = await simulate();
  await simulation.ended(await simulation.post("/nodes/pve1/qemu", { vmid: 100 }));
  await simulation.post("/cluster/firewall/ipset", { name: "web" });
});
afterAll(() => simulation.close());

const refusal = async (path: string, parameters: Sent) => {
  const { status, errors = {} } = await asked(simulation.world, { verb: "POST", path, parameters });
  return status === 200 ? {} : errors;
};

/** The parameters of an accepting rule of the cluster, and what PVE says against them. */
const rules: readonly (readonly [sent: Sent, errors: Readonly<Record<string, string>>])[] = [
  [{ proto: "tcp", dport: "22" }, {}],
  [{ proto: "6", dport: "22,80:90,ssh" }, {}],
  [{ proto: "icmp", dport: "echo-request" }, {}],
  [{ proto: "icmp", "icmp-type": "echo-request" }, {}],
  [{ source: "+web" }, {}],
  [{ source: "10.0.0.0/24,10.1.0.1" }, {}],
  [{ source: "fd00::/64", dest: "fd00::1-fd00::9" }, {}],
  [{ dport: "22" }, { proto: "missing property - 'dport' requires this property" }],
  [{ sport: "22" }, { proto: "missing property - 'sport' requires this property" }],
  [{ proto: "esp", dport: "22" }, { dport: "protocol 'esp' does not support ports" }],
  [{ proto: "icmp", sport: "22" }, { sport: "protocol 'icmp' does not support ports" }],
  [{ proto: "tcp", "icmp-type": "any" }, { proto: "missing property - 'icmp-type' requires this property" }],
  [
    { proto: "icmp", "icmp-type": "any", dport: "any" },
    { "icmp-type": "'icmp-type' cannot be specified together with 'dport'" },
  ],
  [{ proto: "nope" }, { proto: "invalid format - unknown protocol 'nope'\n" }],
  [{ proto: "tcp", dport: "nope" }, { dport: "invalid format - invalid port 'nope'\n" }],
  [{ proto: "tcp", dport: "22," }, { dport: "invalid format - extraneous commas in list\n" }],
  [
    { proto: "tcp", dport: "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16" },
    { dport: "invalid format - too many entries in port list (> 15 numbers)\n" },
  ],
  [{ source: "+Web" }, { source: "no such ipset 'Web'" }],
  [{ source: "+web!" }, { source: "invalid ipset name '+web!'" }],
  [
    { source: "10.0.0.1/24" },
    {
      source: `invalid format - invalid IP address: Invalid prefix ${"00001010".padEnd(31, "0")}1/24\n`,
    },
  ],
  [
    { source: "10.0.0.0/33" },
    {
      source: "invalid format - invalid IP address: Prefix length 33 is longer than IP address (32)\n",
    },
  ],
  [
    { source: "10.0.0.300" },
    {
      source: "invalid format - invalid IP address: Invalid quad in IP address 10.0.0.300 - 300\n",
    },
  ],
  [
    { source: "10.0.0.9-10.0.0.1" },
    {
      source:
        "invalid format - invalid IP address: Begin address is greater than End address 10.0.0.9 - 10.0.0.1\n",
    },
  ],
  [
    { source: "10.0.0.1-10.0.0.9,10.1.0.1" },
    { source: "invalid format - you can't use a range in a list\n" },
  ],
];

describe("a rule", () => {
  it.each(rules)("%j is refused with %j", async (sent, errors) => {
    const rule = { type: "in", action: "ACCEPT", ...sent };
    expect(await refusal("/cluster/firewall/rules", rule)).toEqual(errors);
  });

  it("of a machine names its interfaces as the machine does", async () => {
    const rule = { type: "in", action: "ACCEPT" };
    const path = "/nodes/pve1/qemu/100/firewall/rules";
    expect(await refusal(path, { ...rule, iface: "net0" })).toEqual({});
    expect(await refusal(path, { ...rule, iface: "vmbr0" })).toHaveProperty("iface");
  });

  it("is about one kind of address", async () => {
    const rule = { type: "in", action: "ACCEPT", source: "10.0.0.1", dest: "fd00::1" };
    expect(await refusal("/cluster/firewall/rules", rule)).toHaveProperty("dest");
  });
});

describe("names of groups and sets", () => {
  it.each([
    ["/cluster/firewall/groups", "group", "Security group"],
    ["/cluster/firewall/ipset", "name", "IPSet"],
  ])("at %s are kept in small letters, and given to one alone", async (path, key, kind) => {
    await simulation.post(path, { [key]: "First" });
    await simulation.post(path, { [key]: "second" });
    expect(await simulation.get(path)).toEqual(
      expect.arrayContaining([expect.objectContaining({ [key]: "first" })]),
    );
    expect(await refusal(path, { [key]: "second", rename: "first" })).toEqual({
      [key]: `${kind} 'second' does already exist`,
    });
    expect(await refusal(path, { [key]: "third", rename: "none" })).toEqual({
      [key]: `${kind} 'none' does not exist`,
    });
  });
});
