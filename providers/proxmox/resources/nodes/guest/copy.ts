import { refuse } from "../../../../../lib/diagnostic/refusal.js";
import type { Work } from "../../../../../lib/schema/resource.js";
import type { ValueObject } from "../../../../../lib/value/value.js";
import { unchecked } from "../../../api/typed-calls.js";
import type { Connection } from "../../../connection.js";
import type { GuestType } from "./guest-type.js";
import { kindNames } from "./target.js";
import { withNumber } from "./with-number.js";

/** Makes a guest as a copy of another, under its own name, and answers its number. */
export async function copy(
  work: Work<Connection>,
  { kind, name }: GuestType,
  { planned, clone }: { readonly planned: ValueObject; readonly clone: ValueObject },
): Promise<number> {
  const source = Number(clone["vmid"]);
  const place = await work.connection.locate(source);
  if (place?.type !== kind)
    refuse(`there is no ${kindNames[kind]} ${source} to copy`, { path: ["clone", "vmid"] });
  const { [name]: named, node, pool } = planned;
  const parameters = {
    node: place.node,
    vmid: source,
    ...(typeof clone["full"] === "boolean" ? { full: clone["full"] } : {}),
    ...(typeof clone["storage"] === "string" ? { storage: clone["storage"] } : {}),
    ...(typeof clone["snapshot"] === "string" ? { snapname: clone["snapshot"] } : {}),
    ...(typeof named === "string" ? unchecked({ [name]: named }) : {}),
    ...(typeof node === "string" && node !== place.node ? { target: node } : {}),
    ...(typeof pool === "string" ? { pool } : {}),
  };
  return withNumber(work, { kind, wished: planned["vmid"], proof: null }, (guest) =>
    work.connection.api.post(`/nodes/{node}/${kind}/{vmid}/clone`, { ...parameters, newid: guest.vmid }),
  );
}
