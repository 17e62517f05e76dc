import { textOf, type Call } from "../call.js";
import { fail } from "../failure.js";
import type { Guest } from "../guests/guest.js";
import { makeBases } from "./make-bases.js";

/** POST template: makes bases of a machine's disks, or of one of them. */
export function convertToTemplate(call: Call, vmid: number, guest: Guest): string {
  const { world, user } = call;
  const only = textOf(call, "disk");
  const check = () => assertConvertible(guest, only);
  check();
  return world.tasks.run({ node: guest.node, type: "qmtemplate", id: vmid, user }, async () => {
    check();
    guest.config = { ...makeBases(world, guest.config, only), template: "1" };
  });
}

function assertConvertible(guest: Guest, only: string | undefined): void {
  if (guest.lock !== undefined) fail(`VM is locked (${guest.lock})`);
  if (guest.snapshots.size > 0) fail("unable to create template, because VM contains snapshots");
  if (guest.config["template"] === "1" && only === undefined)
    fail("you can't convert a template to a template");
  if (guest.running !== undefined) fail("you can't convert a VM to template if VM is running");
}
