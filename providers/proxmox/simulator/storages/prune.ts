/** How many backups are kept, by the rules of `prune-backups`: `keep-last`, `keep-daily`, ... */
export type KeepRules = Readonly<Record<string, number>>;

/** Which backups of one guest stay: each rule keeps the newest one of its periods, of which no earlier rule keeps one. */
export function keptOf<Backup extends { readonly ctime: number }>(
  backups: readonly Backup[],
  rules: KeepRules,
): ReadonlySet<Backup> {
  const counts = periods.map(([rule, period]) => [rules[rule] ?? 0, period] as const);
  if (rules["keep-all"] === 1 || counts.every(([count]) => count === 0)) return new Set(backups);
  const newestFirst = [...backups].sort((a, b) => b.ctime - a.ctime);
  const kept = new Set<Backup>();
  const dropped = new Set<Backup>();
  for (const [count, period] of counts) {
    if (count === 0) continue;
    const held = new Set([...kept].map(({ ctime }) => period(ctime)));
    const taken = new Set<string>();
    for (const backup of newestFirst) {
      const name = period(backup.ctime);
      if (kept.has(backup) || dropped.has(backup) || held.has(name)) continue;
      if (taken.has(name)) dropped.add(backup);
      else if (taken.size >= count) break;
      else {
        taken.add(name);
        kept.add(backup);
      }
    }
  }
  return kept;
}

type Period = (seconds: number) => string;

const cut =
  (length: number): Period =>
  (seconds) =>
    new Date(seconds * 1000).toISOString().slice(0, length);

/** In the order in which the rules are applied. */
const periods: readonly (readonly [string, Period])[] = [
  ["keep-last", String],
  ["keep-hourly", cut(13)],
  ["keep-daily", cut(10)],
  ["keep-weekly", week],
  ["keep-monthly", cut(7)],
  ["keep-yearly", cut(4)],
];

/** The Monday of a time's week names the week. */
function week(seconds: number): string {
  const date = new Date(seconds * 1000);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
