import type { Need } from "../../../../../lib/schema/need.js";
import type { Change, Intended } from "../../../../../lib/schema/resource.js";
import { isObject, type Value, type ValueObject } from "../../../../../lib/value/value.js";
import { path } from "../../../api/path.js";
import type { Rule } from "../../../api/specification/call-rules.js";
import { callNeed } from "../../../checks/call-need.js";
import type { Connection } from "../../../connection.js";
import { sshNeed } from "../../../ssh/ssh-need.js";
import { attributes, type VmAttributes } from "./attributes.js";
import { changesToward } from "../guest/changes-toward.js";
import { newDisks } from "./import-on-node.js";
import { madeOnTheNode } from "./import-way.js";
import { keyRules, onGuest } from "./key-rules.js";
import { parametersFor } from "./parameters.js";

type Update = Extract<Intended<VmAttributes>, { readonly action: "update" }>;

/** What a guest's change needs of the world: rights for the calls that it makes, and SSH where the API can't import. */
export async function needs(
  connection: Connection,
  change: Intended<VmAttributes>,
): Promise<readonly Need[]> {
  switch (change.action) {
    case "create":
      return [
        ...(await imports(connection, change.planned)),
        ...(await creation(connection, change.planned)),
      ];
    case "update":
      return [
        ...(await imports(connection, {
          node: change.prior.current_node ?? null,
          disks: newDisks(change.changes),
        })),
        ...changing(change),
      ];
    case "delete": {
      const { vmid, current_node: node, running } = change.prior;
      const guest = path`/nodes/${String(node)}/qemu/${Number(vmid)}`;
      return [
        callNeed({ verb: "DELETE", path: guest }, "the guest goes"),
        ...(running === true
          ? [callNeed({ verb: "POST", path: `${guest}/status/stop` }, "it is stopped")]
          : []),
      ];
    }
  }
}

/** Images that the API can't make disks from go over SSH. */
async function imports(
  connection: Connection,
  { node = null, disks }: ValueObject,
): Promise<readonly Need[]> {
  const reasons = await madeOnTheNode(connection, isObject(disks) ? disks : {});
  return Object.entries(reasons).map(([slot, because]) =>
    sshNeed({ node, work: { kind: "import" } }, because, ["disks", slot, "from"]),
  );
}

async function creation(connection: Connection, planned: ValueObject): Promise<readonly Need[]> {
  const { node, vmid, pool, clone } = planned;
  const changes = changesToward(attributes, { planned, seen: {} });
  const where = { vmid, pool };
  const rule: Rule = ["and", onGuest(["VM.Allocate"]), ...rulesOf(changes, planned)];
  if (!isObject(clone)) {
    const call = { verb: "POST", path: path`/nodes/${textOf(node)}/qemu`, parameters: where, rule } as const;
    return [callNeed(call, "the guest is made")];
  }
  const source = Number(clone["vmid"]);
  const place = await connection.locate(source);
  if (place === undefined) return [];
  const parameters = { newid: vmid, pool, vmid: source };
  return [
    callNeed(
      { verb: "POST", path: path`/nodes/${place.node}/qemu/${source}/clone`, parameters },
      "the guest is copied",
    ),
  ];
}

function changing({ prior, planned, changes }: Update): readonly Need[] {
  const guest = path`/nodes/${String(prior.current_node)}/qemu/${Number(prior.vmid)}`;
  const rules = rulesOf(changes, planned);
  const touches = (test: (change: Change) => boolean) => changes.some(test);
  const isResized = touches(({ path: [map, , part] }) => map === "disks" && part === "size");
  const isPowered = touches(({ path: [name], effect }) => name === "running" || effect === "reboot");
  const becomesTemplate = touches(({ path: [name], after }) => name === "template" && after === true);
  return [
    ...(rules.length === 0
      ? []
      : [callNeed({ verb: "PUT", path: `${guest}/config`, rule: ["and", ...rules] }, "the guest changes")]),
    ...(isResized ? [callNeed({ verb: "PUT", path: `${guest}/resize` }, "a disk grows")] : []),
    ...(isPowered ? [callNeed({ verb: "POST", path: `${guest}/status/start` }, "its power changes")] : []),
    ...(becomesTemplate
      ? [callNeed({ verb: "POST", path: `${guest}/template` }, "it becomes a template")]
      : []),
  ];
}

/** The rules for the keys that changes come to, and for the storages that new volumes lie on. */
function rulesOf(changes: readonly Change[], planned: ValueObject): readonly Rule[] {
  const lines = parametersFor({ changes, planned, secrets: {}, configuration: {} });
  const storages = changes.flatMap(({ path: [map, , part], after }): readonly Value[] => {
    if (map !== "disks") return [];
    if (part === "storage") return [after];
    return isObject(after) && (after["moved_from"] ?? null) === null ? [after["storage"] ?? null] : [];
  });
  return [
    ...keyRules(lines),
    ...[...new Set(storages)].flatMap((storage): readonly Rule[] =>
      typeof storage === "string" ? [["perm", `/storage/${storage}`, ["Datastore.AllocateSpace"]]] : [],
    ),
  ];
}

function textOf(value: Value | undefined): string {
  return typeof value === "string" ? value : "unknown";
}
