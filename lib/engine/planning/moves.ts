import { warning, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { addressText, blockAddress, type Address } from "../address.js";
import type { Blueprint } from "../blueprint/blueprint.js";
import type { StateRecord } from "../state/record.js";

/** A record of the state at the address that it has from now on. */
export interface Placed {
  readonly address: Address;
  readonly record: StateRecord;
  readonly movedFrom?: string;
}

/** Brings the state's records to the addresses that the code's `moved` blocks give them. */
export function applyMoves(
  records: readonly StateRecord[],
  { moves, resources }: Pick<Blueprint, "moves" | "resources">,
): { readonly placed: readonly Placed[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const taken = new Map(
    records.map((record) => [keyOf(record.address, record), { address: record.address, record }]),
  );
  const moveTo = (from: Placed, address: Address): void => {
    const target = keyOf(address, from.record);
    if (taken.has(target)) {
      diagnostics.push(
        warning(`${addressText(from.address)} can't move to ${addressText(address)}: it is taken`, {
          address: addressText(address),
          detail: "The state holds both. Take the moved block out, or one of them out of the state.",
        }),
      );
      return;
    }
    taken.delete(keyOf(from.address, from.record));
    taken.set(target, { address, record: from.record });
  };
  for (const { from, to } of moves)
    for (const placed of [...taken.values()])
      if (blockAddress(placed.address) === blockAddress(from) && covers(from, placed.address))
        moveTo(placed, from.key === undefined && to.key === undefined ? withKey(to, placed.address) : to);
  for (const { type, name, repetition } of resources) {
    const single = taken.get(addressText({ type, name }));
    const first = taken.get(addressText({ type, name, key: 0 }));
    // As Terraform does: a resource that gets or loses its count goes on as its first instance.
    if (repetition?.kind === "count" && single !== undefined && first === undefined)
      moveTo(single, { type, name, key: 0 });
    if (repetition === undefined && first !== undefined && single === undefined)
      moveTo(first, { type, name });
  }
  return {
    placed: [...taken.values()].map((each) => {
      const was = addressText(each.record.address);
      return was === addressText(each.address) ? each : { ...each, movedFrom: was };
    }),
    diagnostics,
  };
}

function covers(from: Address, address: Address): boolean {
  return from.key === undefined || from.key === address.key;
}

function withKey({ type, name }: Address, { key }: Address): Address {
  return { type, name, ...(key === undefined ? {} : { key }) };
}

function keyOf(address: Address, { deposed }: Pick<StateRecord, "deposed">): string {
  return deposed === undefined ? addressText(address) : `${addressText(address)} ${deposed}`;
}
