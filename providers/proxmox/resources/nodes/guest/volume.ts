/** The storage that a volume id names. */
export function storageOf(volume: string): string | null {
  return /^([^:/]+):/.exec(volume)?.[1] ?? null;
}

/** Whether a key names a volume that the guest has and does not use: one that was detached. */
export function isUnused(key: string): boolean {
  return /^unused\d+$/.test(key);
}
