import { Pool } from "undici";

import { connectionSettings } from "../../providers/proxmox/api/settings/connection-settings.js";
import { Client } from "../../providers/proxmox/api/client.js";
import { timed, type Figure } from "./figure.js";
import { simulatorProcess, type SimulatorProcess } from "./simulator-process.js";

const reads = 1000;
/** Guests on one node: our client lets ten requests to a node run at once. */
const atOnce = 10;
/** Rounds until both are compiled, and rounds that count. */
const warmUp = 3;
const rounds = 8;
const guest = { node: "pve1", vmid: 100 };

/** How long the configurations of many guests take to be read, against a loop that does nothing else. */
export async function readFigures(): Promise<readonly Figure[]> {
  const pve = await simulatorProcess();
  const { settings } = connectionSettings({}, pve.environment);
  if (settings === undefined) throw new Error("the settings are wrong");
  const client = new Client(settings);
  const bare = new Pool(pve.environment.PROXMOX_VE_ENDPOINT, {
    connections: atOnce,
    connect: { rejectUnauthorized: false },
  });
  try {
    await client.post("/nodes/{node}/qemu", {
      ...guest,
      name: "web",
      cores: 2,
      scsi0: "local:8",
      net0: "virtio,bridge=vmbr0",
    });
    const ours = () => inLanes(() => client.get("/nodes/{node}/qemu/{vmid}/config", guest));
    const theirs = () => inLanes(() => read(bare, pve.environment));
    const times = { ours: [] as number[], theirs: [] as number[] };
    for (let round = 0; round < warmUp + rounds; round++) {
      const [mine, other] = [await timed(ours), await timed(theirs)];
      if (round < warmUp) continue;
      times.ours.push(mine);
      times.theirs.push(other);
    }
    // What else the machine does only ever adds to a time.
    const [mine, other] = [Math.min(...times.ours), Math.min(...times.theirs)];
    return [
      {
        name: `${reads} guests' configurations read`,
        against: `${mine.toFixed(0)} ms / ${other.toFixed(0)} ms in a bare loop of undici, ${atOnce} at once`,
        value: mine / other,
        bound: 1.3,
        unit: "x",
      },
    ];
  } finally {
    await client.close();
    await bare.close();
    pve.close();
  }
}

/** So many reads in so many lanes. */
async function inLanes(one: () => Promise<unknown>): Promise<void> {
  const lane = async () => {
    for (let count = 0; count < reads / atOnce; count++) await one();
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

async function read(
  pool: Pool,
  { PROXMOX_VE_API_TOKEN: token }: SimulatorProcess["environment"],
): Promise<unknown> {
  const answer = await pool.request({
    method: "GET",
    path: "/api2/json/nodes/pve1/qemu/100/config",
    headers: { authorization: `PVEAPIToken=${token}` },
  });
  return answer.body.json();
}
