import { newAddress } from "../guests/hardware-address.js";
import type { Configuration } from "../guests/guest.js";
import { netSlot } from "../guests/guest.js";
import type { World } from "../world.js";
import { lineText, parseLine } from "./line.js";

export type Interface = Readonly<Record<string, string>>;

/** A container's interface; one without an address gets one. */
export function completeInterface(world: World, slot: string, text: string): Interface {
  const values = parseLine(slot, text);
  return { ...values, hwaddr: values["hwaddr"] ?? newAddress(world.options.get("mac_prefix")), type: "veth" };
}

/** The same interface with an address that nobody has yet. */
export function newlyAddressed(world: World, slot: string, text: string): string {
  const { hwaddr: _hwaddr, ...rest } = parseLine(slot, text);
  return interfaceText(slot, completeInterface(world, slot, lineText(slot, rest)));
}

export function interfaceText(slot: string, values: Interface): string {
  return lineText(slot, values);
}

/** A container's interfaces in the order of their numbers. */
export function interfacesOf(config: Configuration): readonly (readonly [slot: string, Interface])[] {
  const index = (slot: string) => Number(slot.slice("net".length));
  return Object.keys(config)
    .filter((key) => netSlot.test(key))
    .sort((left, right) => index(left) - index(right))
    .map((slot) => [slot, parseLine(slot, config[slot] as string)]);
}
