import { refuse } from "../../diagnostic/refusal.js";
import { addressText, type Address } from "../address.js";
import type { StateRecord } from "./record.js";
import type { State } from "./state.js";

/** Brings an object of the state to another address. Throws a refusal where that is none, is taken, or has another type. */
export function moveRecord(
  state: State,
  record: StateRecord,
  { text, address }: { readonly text: string; readonly address: Address | undefined },
): StateRecord {
  if (address === undefined || address.mode === "data")
    return refuse(`${text} is no address`, {
      detail: `The form is <type>.<name> or <type>.<name>["key"], or a construct path of the code.`,
    });
  const from = addressText(record.address);
  if (address.type !== record.address.type)
    refuse(`${from} can't become ${addressText(address)}: that is another type`, {
      detail: `A ${record.address.type} stays one.`,
    });
  if (state.record(address) !== undefined)
    refuse(`${addressText(address)} is in the state already`, {
      detail: "Move it away first, or take it out with state rm.",
    });
  const moved = { ...record, address };
  state.remove(record);
  state.put(moved);
  return moved;
}
