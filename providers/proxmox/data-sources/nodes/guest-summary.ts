import { dataSource, type DataSource } from "../../../../lib/schema/data-source.js";
import { computed, required } from "../../../../lib/schema/roles.js";
import { integer, text } from "../../../../lib/schema/types.js";
import { nonEmpty } from "../../form/non-empty.js";
import type { Connection } from "../../connection.js";
import { filledRow } from "../../rest/filled-row.js";
import { guestKeys } from "./guest-keys.js";
import { onItsNode } from "./guest.js";

export interface GuestSummary {
  readonly type: string;
  readonly aliases?: readonly string[];
  readonly kind: "qemu" | "lxc";
  readonly description: string;
}

/** A data source that tells the little that lists of guests tell, of one guest. */
export function guestSummary({ kind, ...same }: GuestSummary): DataSource<Connection> {
  return dataSource({
    ...same,
    source: `/nodes/{node}/${kind}/{vmid}/status/current`,
    attributes: {
      id: computed(text, "`{vm_id}`."),
      node_name: required(nonEmpty, "The node that it is on."),
      vm_id: required(integer({ min: 100, max: 999_999_999 }), "Its number."),
      ...guestKeys,
    },
    read: async (connection: Connection, { node_name: node, vm_id: vmid }) => {
      const place = { node, vmid, attribute: "vm_id" };
      const row = await onItsNode(connection, place, () =>
        connection.once(`/nodes/{node}/${kind}/{vmid}/status/current`, { node, vmid }),
      );
      return { id: String(vmid), ...filledRow(guestKeys, row) };
    },
  });
}
