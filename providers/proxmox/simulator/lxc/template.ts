import type { Call } from "../call.js";
import { fail } from "../failure.js";
import type { Guest } from "../guests/guest.js";
import { makeBase } from "../storages/make-base.js";
import { kindOf, mountPointsOf, mountPointText } from "./mount-point.js";

/** POST template: its volumes become bases, which nobody changes any more. */
export function convertToTemplate(call: Call, vmid: number, guest: Guest): null {
  const { world, user } = call;
  if (guest.lock !== undefined) fail(`CT is locked (${guest.lock})`);
  if (guest.snapshots.size > 0) fail("unable to create template, because CT contains snapshots");
  if (guest.config["template"] === "1") fail("you can't convert a template to a template");
  if (guest.running !== undefined) fail("you can't convert a CT to template if the CT is running");
  world.tasks.run({ node: guest.node, type: "vztemplate", id: vmid, user }, async () => {
    for (const [slot, point] of mountPointsOf(guest.config)) {
      if (kindOf(point) !== "volume") continue;
      const volume = makeBase(world, point.volume);
      guest.config = { ...guest.config, [slot]: mountPointText(slot, { ...point, volume }) };
    }
    guest.config = { ...guest.config, template: "1" };
  });
  return null;
}
