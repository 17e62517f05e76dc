import { warning } from "../../../../lib/diagnostic/diagnostic.js";
import { dataSource, type DataSource, type Warn } from "../../../../lib/schema/data-source.js";
import { computed, optional } from "../../../../lib/schema/roles.js";
import { entries } from "../../../../lib/schema/structures.js";
import { listOf, text } from "../../../../lib/schema/types.js";
import { nonEmpty } from "../../form/non-empty.js";
import type { Connection } from "../../connection.js";
import { filledRow } from "../../rest/filled-row.js";
import { onNode } from "../../rest/on-node.js";
import { checkFilters, filterBlocks, isChosen } from "../filter.js";
import { listedGuest } from "./guest-keys.js";

export interface GuestList {
  readonly type: "vms" | "containers";
  readonly kind: "qemu" | "lxc";
  readonly description: string;
}

/** A data source that lists the guests of one kind, on one node or on all. */
export function guests({ type, kind, description }: GuestList): DataSource<Connection> {
  return dataSource({
    type,
    aliases: [`proxmox_virtual_environment_${type}`],
    description,
    source: `/nodes/{node}/${kind}`,
    attributes: {
      id: computed(text, `\`${type}\`.`),
      node_name: optional(nonEmpty, "The node; all nodes if not said."),
      tags: optional(listOf(text), "Tags that each must carry, all of them."),
      filter: filterBlocks("name", "node_name", "status", "template"),
      [type]: entries("computed", "The guests, by node and number.", { attributes: listedGuest }),
    },
    rules: { check: checkFilters },
    read: async (connection: Connection, { node_name, tags, filter }, warn) => {
      const rows = await rowsOf(connection, kind, { node: node_name, warn });
      const all = rows.map((row) => filledRow(listedGuest, row));
      return {
        id: type,
        [type]: all.filter((row) => isChosen(row, { tags, filter })),
      };
    },
  });
}

type Row = Readonly<Record<string, unknown>>;

interface Asking {
  readonly node: string | null;
  readonly warn: Warn;
}

/**
 * A node knows the guests on it best: the cluster's list learns names and power only every few seconds. What is on a
 * node that is down is in that list alone; without it everything made for each guest would be planned to go.
 */
async function rowsOf(
  connection: Connection,
  kind: GuestList["kind"],
  { node, warn }: Asking,
): Promise<readonly Row[]> {
  const nodes = await connection.once("/nodes");
  const asked = nodes.filter(({ node: each }) => node === null || each === node);
  const names = node !== null && asked.length === 0 ? [{ node, status: "online" }] : [...asked].sort(byNode);
  const lists = await Promise.all(
    names.map(async ({ node: each, status }) => {
      const isUp = status === "online";
      if (!isUp) warn(isDown(each));
      const rows: readonly Row[] = await (isUp
        ? onNode(each, () => connection.once(`/nodes/{node}/${kind}`, { node: each }))
        : connection.once("/cluster/resources", { type: "vm" }));
      return rows
        .filter((row) => isUp || (row["node"] === each && row["type"] === kind))
        .map((row): Row => ({ ...row, node: each }))
        .sort((left, right) => Number(left["vmid"]) - Number(right["vmid"]));
    }),
  );
  return lists.flat();
}

function isDown(node: string) {
  return warning(`node ${node} is down`, {
    detail: "What the cluster remembers of the guests on it is told; their names and tags may be missing.",
  });
}

function byNode(left: { readonly node: string }, right: { readonly node: string }): number {
  return left.node < right.node ? -1 : 1;
}
