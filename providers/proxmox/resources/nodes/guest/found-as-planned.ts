import { refuse } from "../../../../../lib/diagnostic/refusal.js";
import type { Facts } from "../../../../../lib/schema/attribute.js";
import type { Connection } from "../../../connection.js";
import { findGuest, type Guest } from "./find-guest.js";
import type { Target } from "./target.js";

/** Finds the guest that is about to be changed, as it was when it was compared with the plan. */
export async function foundAsPlanned(
  connection: Connection,
  sought: Pick<Target, "kind" | "vmid">,
  { digest }: Facts,
): Promise<Guest> {
  const guest = await findGuest(connection, sought);
  if (guest === undefined) refuse("the guest is gone", { path: ["vmid"] });
  if (typeof digest === "string" && digest !== guest.configuration.digest)
    refuse("somebody else changed the guest at this moment", {
      detail: "Nothing was written. Plan again to see what it means now.",
    });
  return guest;
}
