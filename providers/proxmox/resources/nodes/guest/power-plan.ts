/** What must be done to a guest's power around a change of its configuration. */
export interface PowerPlan {
  readonly before: "shut down" | undefined;
  readonly after: "start" | "reboot" | undefined;
}

export interface PowerWish {
  readonly runs: boolean;
  /** Whether it shall run; null: as it is. */
  readonly wanted: boolean | null;
  /** Whether a change takes effect only when the guest is started anew. */
  readonly needsRestart: boolean;
  /** Whether a change can be made only while the guest is down. */
  readonly needsStop: boolean;
  /** Whether it becomes a template, which can't run. */
  readonly becomesTemplate: boolean;
}

/** One place that decides about power: a guest goes down before its change, comes up after it, and restarts once. */
export function powerPlan({ runs, wanted, needsRestart, needsStop, becomesTemplate }: PowerWish): PowerPlan {
  if (becomesTemplate) return { before: runs ? "shut down" : undefined, after: undefined };
  if (!runs) return { before: undefined, after: wanted === true ? "start" : undefined };
  if (wanted === false) return { before: "shut down", after: undefined };
  if (needsStop) return { before: "shut down", after: "start" };
  return { before: undefined, after: needsRestart ? "reboot" : undefined };
}
