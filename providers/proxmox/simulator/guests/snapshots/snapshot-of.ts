import { textOf, type Call } from "../../call.js";
import { fail } from "../../failure.js";
import type { Configuration, Guest } from "../guest.js";

/** What a guest was when a snapshot was taken. */
export function snapshotOf({ snapshots }: Pick<Guest, "snapshots">, name: string) {
  return snapshots.get(name) ?? fail(`snapshot '${name}' does not exist`);
}

/** The configuration that a request is about: of the snapshot that it names, or the guest's own. */
export function configurationAt(call: Call, guest: Guest): Configuration {
  const name = textOf(call, "snapname");
  return name === undefined ? guest.config : snapshotOf(guest, name).config;
}
