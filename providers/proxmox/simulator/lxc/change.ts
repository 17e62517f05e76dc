import { listOf, type Call } from "../call.js";
import { assertDigest } from "../digest.js";
import { fail, parameterFailure } from "../failure.js";
import { guestText } from "../guests/digest.js";
import { assertListedKeys } from "../guests/listed-keys.js";
import type { Guest } from "../guests/guest.js";
import { isKey } from "./declared.js";
import { draftOf, save, type Draft } from "./draft.js";
import { apply } from "./apply.js";
import { hotplug } from "./hotplug.js";
import { pendChanges } from "./pend.js";
import { checkKeys } from "./privileges.js";
import { assertRuns } from "./runtime.js";
import { sentKeys } from "./sent.js";

/** PUT config: what can't be taken at once waits; what fails leaves nothing but what was saved on the way. */
export function changeConfiguration(call: Call, vmid: number, guest: Guest): null {
  const sent = sentKeys(call);
  const [removed, reverted] = [listOf(call, "delete"), listOf(call, "revert")];
  const isNothing = !["delete", "revert"].some((list) => list in call.parameters);
  if (isNothing && Object.keys(sent).length === 0) fail("no options specified");
  assertListedKeys({ removed, reverted, sent, isOption: isKey });
  if (guest.lock !== undefined) fail(`CT is locked (${guest.lock})`);
  assertDigest(call.parameters["digest"], guestText(guest));
  const isUnprivileged = guest.config["unprivileged"] === "1";
  checkKeys(call, { vmid, config: guest.config, isUnprivileged, set: {}, removed });
  checkKeys(call, { vmid, config: guest.config, isUnprivileged, set: sent, removed: [] });
  const draft: Draft = draftOf(guest);
  const update = {
    call,
    vmid,
    guest,
    draft,
    selected: pendChanges({ call, vmid, draft }, { sent, removed, reverted }),
    problems: {},
    log: () => undefined,
  };
  if (guest.running === undefined) apply(update);
  else hotplug(update);
  if (Object.keys(update.problems).length > 0) throw parameterFailure(update.problems);
  save(guest, draft);
  assertRuns(call.world, guest);
  return null;
}
