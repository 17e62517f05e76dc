/**
 * What a change costs the object while it runs, mildest first:
 *
 * - `recorded`: nothing is written, the state remembers it
 * - `live`: takes effect at once
 * - `hot-plug`: a device is plugged or unplugged while the guest runs
 * - `pending`: stored, takes effect when the guest next starts cold; nothing is done about it
 * - `reboot`: the guest is restarted by this apply
 * - `replace`: the object is deleted and made anew
 * - `destroys data`: stored data is lost
 */
export const effects = [
  "recorded",
  "live",
  "hot-plug",
  "pending",
  "reboot",
  "replace",
  "destroys data",
] as const;

export type Effect = (typeof effects)[number];

/** The costliest of several effects; `recorded` of none. */
export function worstEffect(of: readonly Effect[]): Effect {
  return of.reduce<Effect>(
    (worst, effect) => (effects.indexOf(effect) > effects.indexOf(worst) ? effect : worst),
    "recorded",
  );
}
