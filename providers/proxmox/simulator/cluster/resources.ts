import { privilegesAt } from "../access/permissions.js";
import type { Call, Routes } from "../call.js";
import type { Guest } from "../guests/guest.js";
import { guestRow } from "../guests/row.js";
import { nodeRow } from "../nodes/row.js";
import { isEnabled } from "../storages/enabled.js";
import { storageRow, type StorageRow } from "../storages/row.js";
import { haStateOf } from "./ha/state.js";
import { seenFrom } from "./membership.js";
import { runningOf } from "./sdn/staging.js";

interface Row {
  readonly id: string;
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Everything in the cluster that one may see, in one list. */
export const resourceRoutes: Routes = {
  "GET /cluster/resources": (call) => {
    const type = call.parameters["type"];
    const rows = [
      ...poolRows(call),
      ...guestRows(call),
      ...nodeRows(call),
      ...storageRows(call),
      ...networkRows(call),
    ];
    return rows.filter(
      (row) =>
        type === undefined ||
        row.type === type ||
        (type === "vm" && (row.type === "qemu" || row.type === "lxc")),
    );
  },
};

/** A guest's row: of one on a node that isn't seen only its file is known. */
export function seenGuestRow({ world, local }: Call, vmid: number, guest: Guest): Row {
  const row: Row = guestRow(world, vmid, guest);
  if (seenFrom(world, local).has(guest.node)) return row;
  const known = ["id", "type", "vmid", "node", "pool", "tags", "lock"];
  const rest = Object.fromEntries(Object.entries(row).filter(([key]) => known.includes(key)));
  return { ...rest, id: row.id, type: row.type, status: "unknown" };
}

/** The rows of a storage, one for each node that it is for. */
export function seenStorageRows({ world, local }: Call, id: string): readonly StorageRow[] {
  const seen = seenFrom(world, local);
  return [...world.nodes.keys()]
    .filter((node) => isEnabled(world, id, node))
    .map((node) => {
      const row = storageRow(world, id, node);
      if (seen.has(node)) return row;
      const { disk: _disk, maxdisk: _maxdisk, ...rest } = row;
      return { ...rest, status: "unknown" };
    });
}

function guestRows(call: Call): readonly Row[] {
  const { world, user } = call;
  return [...world.guests]
    .filter(([vmid]) => privilegesAt(world, user, `/vms/${vmid}`).has("VM.Audit"))
    .map(([vmid, guest]) => {
      const hastate = haStateOf(world, vmid);
      return { ...seenGuestRow(call, vmid, guest), ...(hastate === undefined ? {} : { hastate }) };
    });
}

function nodeRows(call: Call): readonly Row[] {
  return [...call.world.nodes.keys()].map((node) => {
    const row = nodeRow(call, node);
    return row["status"] === "online" ? { ...row, "cgroup-mode": 2 } : row;
  });
}

function storageRows(call: Call): readonly Row[] {
  const { world, user } = call;
  const visible = [...world.storages.keys()].filter((id) =>
    ["Datastore.Audit", "Datastore.AllocateSpace"].some((privilege) =>
      privilegesAt(world, user, `/storage/${id}`).has(privilege),
    ),
  );
  const rows = visible.flatMap((id) => seenStorageRows(call, id));
  return [...world.nodes.keys()].flatMap((node) => rows.filter((row) => row.node === node));
}

function poolRows({ world, user }: Call): readonly Row[] {
  return [...world.pools.keys()]
    .filter((pool) => privilegesAt(world, user, `/pool/${pool}`).has("Pool.Audit"))
    .map((pool) => ({ id: `/pool/${pool}`, type: "pool", pool }));
}

/** The zones that are applied, and the one that the nodes' own bridges make. */
function networkRows({ world, local, user }: Call): readonly Row[] {
  const zones = ["localnetwork", ...runningOf(world, "sdn-zone").keys()].filter((zone) => {
    const had = privilegesAt(world, user, `/sdn/zones/${zone}`);
    return had.has("SDN.Audit") || had.has("SDN.Allocate");
  });
  return [...seenFrom(world, local)].flatMap((node) =>
    zones.map((network) => ({
      id: `network/${node}/zone/${network}`,
      type: "network",
      "network-type": "zone",
      node,
      network,
      status: "ok",
    })),
  );
}
