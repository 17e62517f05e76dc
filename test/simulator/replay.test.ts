import { readFileSync } from "node:fs";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { asked, type Question } from "./asked.js";
import { likeness, type Answer } from "./likeness.js";

type Exchange = Question & Omit<Answer, "status"> & { readonly status?: number };

/** How many of each recording's answers are the same, at least; raised when the simulator learns. */
const floors = { access: 165, permissions: 60, firewall: 68, cluster: 44 } as const;

let simulation: Simulation;

beforeEach(async () => {
  simulation = await simulate({ rootPassword: "rootpass1" });
  const { world } = simulation;
  world.users.get("root@pam")?.tokens.clear();
  for (const [path, parameters] of [
    ["/access/users", { userid: "admin@pve", password: "adminpass1" }],
    ["/access/users/root@pam/token/ci", { privsep: 0 }],
  ] as const)
    await simulation.post(path, parameters);
  await simulation.put("/access/acl", { path: "/", users: "admin@pve", roles: "Administrator" });
});

afterEach(() => simulation.close());

describe.each(Object.entries(floors))("the recording of %s", (name, floor) => {
  it(`is answered as recorded in at least ${floor} exchanges`, async () => {
    await prepare(name);
    const exchanges = readFileSync(new URL(`./recordings/${name}.jsonl`, import.meta.url), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Exchange);
    const misses: string[] = [];
    for (const exchange of exchanges) {
      const answer = await asked(simulation.world, exchange);
      const how = likeness(answer, { ...exchange, status: exchange.status ?? 200 });
      if (how !== "same")
        misses.push(
          `${how}: ${exchange.verb} ${exchange.path} ${JSON.stringify(exchange.parameters)} ` +
            `gave ${JSON.stringify(answer)}, recorded ${JSON.stringify(exchange)}`.slice(0, 900),
        );
    }
    expect(exchanges.length - misses.length, misses.join("\n")).toBeGreaterThanOrEqual(floor);
  });
});

/** What was there before a recording began. */
async function prepare(name: string): Promise<void> {
  if (name === "permissions") {
    await simulation.post("/access/users", { userid: "carol@pve", password: "carolpass1" });
    await simulation.post("/access/users", { userid: "dave@pve", password: "davepass12" });
    await simulation.put("/access/acl", { path: "/vms/100", users: "carol@pve", roles: "PVEVMUser" });
  }
  if (name === "cluster" || name === "firewall")
    for (const vmid of [100, 101]) await simulation.post("/nodes/pve1/qemu", { vmid, name: `vm${vmid}` });
}
