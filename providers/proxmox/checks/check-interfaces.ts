import { error, warning, type Diagnostic } from "../../../lib/diagnostic/diagnostic.js";
import type { Checks, PlacedNeed } from "../../../lib/schema/need.js";
import type { Connection } from "../connection.js";
import { interfaceSubject } from "./interface-need.js";
import { placeOf } from "./place-of.js";

/** Finds out whether interfaces that are about to change are those that their nodes are reached by. */
export async function checkInterfaces(connection: Connection, needs: readonly PlacedNeed[]): Promise<Checks> {
  const checked = await Promise.all(needs.map((need) => checkInterface(connection, need)));
  return { held: [], diagnostics: checked.flat() };
}

async function checkInterface(connection: Connection, need: PlacedNeed): Promise<readonly Diagnostic[]> {
  const { node, iface, loss } = interfaceSubject(need);
  const own = await addressesOf(connection, node);
  const rows = await connection.once("/nodes/{node}/network", { node }).catch(() => []);
  const reached = rows.find(
    (row) =>
      [row.address, row.address6].some((address) => address !== undefined && own.has(address)) &&
      (row.iface === iface || isVlanOn(row, iface)),
  );
  if (reached === undefined) return [];
  const address = reached.address ?? reached.address6;
  switch (loss) {
    case "certain":
      return [
        error(`${node} is reached by ${iface}`, {
          detail: `${iface} carries ${address}, and ${need.because}. Nobody could reach the node then, nor set it right from here: change it at the node's console.`,
          ...placeOf([need]),
        }),
      ];
    case "possible":
      return [
        warning(`${node} is reached by ${iface}`, {
          detail: `${iface} carries ${address}, and ${need.because}. If that is wrong, the node is out of reach: have its console at hand.`,
          ...placeOf([need]),
        }),
      ];
  }
}

/** Where the cluster and we reach a node. Who may not ask for the cluster's status learns our own way at least. */
async function addressesOf(connection: Connection, node: string): Promise<ReadonlySet<string>> {
  const members = await connection.once("/cluster/status").catch(() => []);
  const ours = new URL(connection.api.endpoint).hostname.replace(/^\[|\]$/g, "");
  const theirs = members.filter(({ type, name }) => type === "node" && name === node);
  return new Set([ours, ...theirs.flatMap(({ ip }) => ip ?? [])]);
}

interface Row {
  readonly iface: string;
  readonly "vlan-raw-device"?: string;
}

function isVlanOn(row: Row, bridge: string): boolean {
  return row.iface.startsWith(`${bridge}.`) || row["vlan-raw-device"] === bridge;
}
