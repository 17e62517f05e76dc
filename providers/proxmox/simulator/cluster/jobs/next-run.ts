import { nextEvent, parseCalendarEvent } from "../../calendar-event.js";
import type { Section } from "../../section.js";
import type { World } from "../../world.js";

/** When a job is due next; nothing for one that is off. */
export function nextRun({ clock }: World, { schedule, enabled = 1 }: Section): object {
  if (Number(enabled) !== 1 || schedule === undefined) return {};
  const next = nextEvent(parseCalendarEvent(String(schedule)), Math.floor(clock.now() / 1000));
  return next === undefined ? {} : { "next-run": next };
}
