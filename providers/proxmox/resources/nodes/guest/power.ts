import { managed } from "../../../../../lib/schema/roles.js";
import { flag, integer } from "../../../../../lib/schema/types.js";

/** Seconds that a guest gets to shut down if the author does not say. */
export const defaultShutdownTimeout = 300;

/** Whether the guest runs, and how it may be stopped and started. All but the first is policy: PVE never sees it. */
export const powerAttributes = {
  running: managed(flag, "Whether the guest runs."),
  reboot_after_update: managed(
    flag,
    "Restart once where a change needs it; true if unset. With false it stays pending.",
    { effect: "recorded" },
  ),
  shutdown_timeout: managed(
    integer({ min: 1, max: 7200 }),
    `Seconds for an orderly shutdown (ACPI or agent); ${defaultShutdownTimeout} if unset.`,
    { effect: "recorded" },
  ),
  force_stop: managed(flag, "Pull the plug if the orderly shutdown takes too long; false if unset.", {
    effect: "recorded",
  }),
};
