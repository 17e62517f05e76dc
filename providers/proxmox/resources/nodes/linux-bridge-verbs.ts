import { refuse } from "../../../../lib/diagnostic/refusal.js";
import type { Attributes } from "../../../../lib/schema/attribute.js";
import { meansAbsent } from "../../../../lib/schema/canonical.js";
import type { Need } from "../../../../lib/schema/need.js";
import type { Change, Intended, Observed, Verbs } from "../../../../lib/schema/resource.js";
import { containsUnknown, type ValueObject } from "../../../../lib/value/value.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import { means } from "../../api/meanings.js";
import { path } from "../../api/path.js";
import { callNeed } from "../../checks/call-need.js";
import { interfaceNeed, type Loss } from "../../checks/interface-need.js";
import type { Connection } from "../../connection.js";
import { observe } from "../../rest/observe.js";
import { onNode } from "../../rest/on-node.js";
import { creationParameters, updateParameters } from "../../rest/parameters-of.js";
import { mapped } from "../../rest/mapped.js";
import { applyNetwork } from "./apply-network.js";
import { PortTaken } from "./port-taken.js";

type Row = Readonly<Record<string, unknown>>;

const identityIn = ({ node_name = null, name = null }: ValueObject) => ({ node_name, name });

/** What is lost with the node's own interface when an attribute changes. */
const losses: Readonly<Record<string, Loss>> = {
  address: "certain",
  address6: "certain",
  autostart: "certain",
  gateway: "possible",
  gateway6: "possible",
  mtu: "possible",
  ports: "possible",
  vlan_aware: "possible",
  vids: "possible",
};

/** The verbs of a bridge, whose changes wait in a file of the node until they are applied. */
export function bridgeVerbs<A extends Attributes>(attributes: A): Verbs<Connection, A> {
  const { id: _id, node_name: _node, name: _name, timeout_reload: _how, ...own } = attributes as Attributes;
  /** Proxmox VE makes a bridge VLAN-aware by whatever value it is sent: only what is said may be sent. */
  const said = (values: ValueObject): ValueObject =>
    Object.fromEntries(
      Object.entries(own).map(([name, leaf]) => {
        const value = values[name] ?? null;
        return [name, leaf.kind === "leaf" && meansAbsent(leaf, value) ? null : value];
      }),
    );
  const send = (iface: string, request: () => Promise<unknown>) =>
    mapped(attributes, () =>
      request().catch((thrown: unknown) => {
        throw PortTaken.of(thrown, iface) ?? thrown;
      }),
    );
  return {
    read: async ({ api }, identity) => {
      const [node, iface] = [scalarText(identity["node_name"]), scalarText(identity["name"])];
      const { changes = "" } = await onNode(node, () => api.whole("/nodes/{node}/network", { node }));
      const staged = stagedOf(changes, iface);
      // It comes or goes with what waits, or stays as it is where that is reverted.
      if (staged !== "as it is")
        refuse(`${iface} of ${node} waits ${staged}`, {
          path: ["name"],
          detail: "Apply or revert what waits on the node's page Network first.",
        });
      try {
        const row = await api.ask<Row>("GET", path`/nodes/${node}/network/${iface}`);
        if (row["type"] !== "bridge")
          refuse(`${iface} of ${node} is no bridge`, {
            path: ["name"],
            detail: `It is of the type ${String(row["type"])}.`,
          });
        const values = { ...observe(own, { autostart: 0, ...row }), ...identity, id: `${node}:${iface}` };
        return { attributes: values as Observed<A>["attributes"] };
      } catch (thrown) {
        if (means(thrown, "missing")) return undefined;
        throw thrown;
      }
    },
    create: async (work, { planned }) => {
      const values = planned as ValueObject;
      const identity = identityIn(values);
      const [node, iface] = [scalarText(identity.node_name), scalarText(identity.name)];
      await applyNetwork(work, values, async ({ api }) => {
        await work.intend(identity);
        const parameters = { ...creationParameters(own, said(values)), type: "bridge", iface };
        await send(iface, () => api.ask("POST", path`/nodes/${node}/network`, parameters));
      });
      return identity;
    },
    update: async (work, { identity, planned, changes }) => {
      if (changes.every(({ effect }) => effect === "recorded")) return;
      const values = said(planned as ValueObject);
      const { delete: cleared } = updateParameters(own, { changes, planned: values, now: {} });
      // What is not repeated is gone, the address, or stays as it was.
      const parameters = { ...creationParameters(own, values), type: "bridge", delete: cleared };
      const target = targetOf(identity);
      await applyNetwork(work, planned as ValueObject, ({ api }) =>
        send(scalarText(identity["name"]), () => api.ask("PUT", target, parameters)),
      );
    },
    delete: (work, { identity, prior }) =>
      applyNetwork(work, { ...(prior as ValueObject), ...identity }, async ({ api }) => {
        await api.ask("DELETE", targetOf(identity)).catch((thrown: unknown) => {
          if (!means(thrown, "missing")) throw thrown;
        });
      }),
    needs: async (_connection, change) => needsOf(change),
  };
}

function targetOf({ node_name, name }: ValueObject): string {
  return path`/nodes/${scalarText(node_name)}/network/${scalarText(name)}`;
}

/** What becomes of an interface by what waits to be applied, which is told as the lines that come and go. */
function stagedOf(changes: string, iface: string): "to be made" | "to be removed" | "as it is" {
  const lines = changes.split("\n");
  const has = (sign: string) => lines.some((line) => line.startsWith(`${sign}iface ${iface} `));
  if (has(" ") || has("+") === has("-")) return "as it is";
  return has("+") ? "to be made" : "to be removed";
}

function needsOf(change: Intended): readonly Need[] {
  const { node_name, name } = identityIn(
    change.action === "create" ? change.planned : (change.prior as ValueObject),
  );
  if (containsUnknown(node_name) || containsUnknown(name)) return [];
  const [node, iface] = [scalarText(node_name), scalarText(name)];
  const applied = callNeed({ verb: "PUT", path: path`/nodes/${node}/network` }, "its network changes");
  switch (change.action) {
    case "create":
      return [applied];
    case "delete":
      return [applied, interfaceNeed({ node, iface, loss: "certain" }, "it is to be removed")];
    case "update":
      return [applied, ...change.changes.flatMap((each) => lossBy(each, node, iface))];
  }
}

function lossBy({ path: [attribute] }: Change, node: string, iface: string): readonly Need[] {
  const loss = losses[String(attribute)];
  if (loss === undefined) return [];
  return [interfaceNeed({ node, iface, loss }, `${String(attribute)} changes`, [String(attribute)])];
}
