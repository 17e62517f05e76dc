import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../../providers/proxmox/simulator/index.js";
import { keptProcess, type KeptProcess } from "./kept-process.js";

type Write = readonly [verb: string, path: string, body: object];

/** Sends a write and answers what came back; undefined where the connection broke off. */
function send({ endpoint, token }: KeptProcess, agent: Agent, write: Write): Promise<unknown> {
  const [verb, path, body] = write;
  const headers = { authorization: `PVEAPIToken=${token}`, "content-type": "application/json" };
  return new Promise((resolve) => {
    const sent = request(`${endpoint}/api2/json${path}`, { method: verb, headers, agent }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("error", () => resolve(undefined));
      response.on("end", () => resolve(response.complete ? JSON.parse(text) : undefined));
    });
    sent.on("error", () => resolve(undefined)).end(JSON.stringify(body));
  });
}

/** Each kind of write on a connection of its own, all at once, until the process is killed after so many answers. */
async function answersUntilKilled(
  pve: KeptProcess,
  most: number,
  kinds: readonly ((index: number) => Write)[],
): Promise<readonly unknown[][]> {
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  let left = most;
  let killed: Promise<void> | undefined;
  const answers = await Promise.all(
    kinds.map(async (write) => {
      const answered: unknown[] = [];
      while (killed === undefined) {
        const answer = await send(pve, agent, write(answered.length));
        if (answer === undefined) break;
        answered.push(answer);
        if (--left === 0) killed = pve.kill();
      }
      return answered;
    }),
  );
  await killed;
  agent.destroy();
  return answers;
}

interface TaskAnswer {
  readonly data: string;
}

async function expectGuest(pve: Simulation, vmid: number, { data }: TaskAnswer): Promise<void> {
  const status = await pve.get(`/nodes/pve1/tasks/${encodeURIComponent(data)}/status`);
  const { exitstatus } = status as { exitstatus: string };
  expect(["OK", "unexpected status"]).toContain(exitstatus);
  if (exitstatus !== "OK") return;
  const { scsi0 } = (await pve.get(`/nodes/pve1/qemu/${vmid}/config`)) as { scsi0: string };
  const volumes = (await pve.get("/nodes/pve1/storage/local/content", { vmid })) as { volid: string }[];
  expect(volumes.map(({ volid }) => volid)).toEqual([scsi0.split(",")[0]]);
}

describe("a simulation that is killed while it writes", () => {
  it(
    "has all that it had answered when it is started again, time after time",
    { timeout: 120_000 },
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "killed-"));
      const state = join(folder, "pve");
      for (const [round, most] of [1, 10, 120].entries()) {
        const process = await keptProcess(state);
        const vmid = (index: number) => 1000 * (round + 1) + index;
        const [users = [], notes = [], guests = []] = await answersUntilKilled(process, most, [
          (index) => ["POST", "/access/users", { userid: `u${round}-${index}@pve` }],
          (index) => ["PUT", "/cluster/options", { description: `${round} ${index}` }],
          (index) => [
            "POST",
            "/nodes/pve1/qemu",
            { vmid: vmid(index), scsi0: "local:1", description: "x".repeat(2000) },
          ],
        ]);
        await using again = await simulate({ state });
        const known = (await again.get("/access/users")) as { userid: string }[];
        const ids = known.map(({ userid }) => userid);
        expect(ids).toEqual(expect.arrayContaining(users.map((_, index) => `u${round}-${index}@pve`)));
        const { description = "" } = (await again.get("/cluster/options")) as { description?: string };
        const written = description.startsWith(`${round} `) ? Number(description.split(" ")[1]) + 1 : 0;
        expect(written).toBeGreaterThanOrEqual(notes.length);
        for (const [index, answer] of guests.entries())
          await expectGuest(again, vmid(index), answer as TaskAnswer);
      }
      rmSync(folder, { recursive: true });
    },
  );
});
