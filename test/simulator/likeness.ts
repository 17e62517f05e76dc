/** How alike two answers are: another status, another shape, or the same. */
export type Likeness = "status" | "shape" | "same";

export interface Answer {
  readonly status: number;
  readonly data?: unknown;
  readonly message?: string;
  readonly errors?: Readonly<Record<string, string>>;
}

/** What no two servers share. */
const own = new Set(
  "digest value ticket CSRFPreventionToken cpu mem maxmem disk maxdisk maxcpu uptime ssl_fingerprint repoid time starttime endtime pid pstart upid uid msg next-run cgroup-mode avail used total".split(
    " ",
  ),
);

export function likeness(answer: Answer, recorded: Answer): Likeness {
  if (answer.status !== recorded.status) return "status";
  const isSame =
    recorded.status === 200
      ? canonical(answer.data) === canonical(recorded.data)
      : (answer.message ?? "").trim() === (recorded.message ?? "").trim() &&
        canonical(answer.errors ?? {}) === canonical(recorded.errors ?? {});
  return isSame ? "same" : "shape";
}

/** A text that is equal for what may be told apart only by order, or by what is a server's own. */
function canonical(value: unknown, key = ""): string {
  if (own.has(key)) return typeof value;
  if (typeof value === "string") return JSON.stringify(value.replace(/UPID:[^\s"]+/g, "UPID"));
  if (Array.isArray(value))
    return `[${value
      .map((each) => canonical(each))
      .sort()
      .join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  return `{${Object.entries(value)
    .map(([name, each]) => `${name}:${canonical(each, name)}`)
    .sort()
    .join()}}`;
}
