/** How alike two answers are: another status, another shape, other texts or values, or the same. */
export type Likeness = "status" | "shape" | "value" | "same";

export interface Answer {
  readonly status: number;
  readonly data?: unknown;
  readonly message?: string;
  readonly errors?: Readonly<Record<string, string>>;
}

type Fields = Readonly<Record<string, unknown>>;

/** What no two servers share. */
const own = new Set(
  (
    "digest value ticket CSRFPreventionToken cpu mem maxmem memhost disk maxdisk maxcpu uptime ssl_fingerprint repoid " +
    "time localtime starttime endtime ctime snaptime timestamp utc pid pstart upid uid msg next-run cgroup-mode avail " +
    "used used_fraction total swap netin netout diskread diskwrite pem cert fingerprint notafter notbefore serverid " +
    "port password meta vmgenid smbios1 recovery"
  ).split(" "),
);
/** Keys that are there or not by the host's kernel, or by the moment. */
const fleeting = /^(?:pressure(?:cpu|io|memory)(?:some|full)|pid)$/;
/** Lists whose length is the host's, or that of what ran before. */
const openEnded =
  /^\/cluster\/(?:tasks|log|metrics\/export)$|^\/nodes\/[^/]+\/(?:tasks|syslog|journal|netstat|aplinfo|certificates\/info|apt\/(?:update|versions)|hardware\/(?:pci|usb)|capabilities\/qemu\/(?:cpu|machines)|tasks\/[^/]+\/log)$|\/rrddata$/;

export function likeness(answer: Answer, recorded: Answer, path = ""): Likeness {
  if (answer.status !== recorded.status) return "status";
  if (recorded.status !== 200) return refusalLikeness(answer, recorded);
  if (!hasShape(answer.data ?? null, recorded.data ?? null, openEnded.test(path))) return "shape";
  return canonical(answer.data ?? null) === canonical(recorded.data ?? null) ? "same" : "value";
}

function refusalLikeness(answer: Answer, recorded: Answer): Likeness {
  const keys = ({ errors = {} }: Answer) => Object.keys(errors).sort().join();
  if (keys(answer) !== keys(recorded)) return "shape";
  const texts = ({ message = "", errors = {} }: Answer) => `${message.trim()} ${canonical(errors)}`;
  return texts(answer) === texts(recorded) ? "same" : "value";
}

/** Null, scalar, list or object all the way down; the same keys; the same length, and a first element alike. */
function hasShape(value: unknown, recorded: unknown, isOpenEnded = false): boolean {
  if (kindOf(value) !== kindOf(recorded)) return false;
  if (Array.isArray(value) && Array.isArray(recorded)) {
    if (!isOpenEnded && value.length !== recorded.length) return false;
    return recorded.length === 0 || hasShape(counterpart(recorded[0], value), recorded[0]);
  }
  if (kindOf(recorded) !== "object") return true;
  const keys = (fields: unknown) => Object.keys(fields as Fields).filter((key) => !fleeting.test(key));
  return (
    keys(value).sort().join() === keys(recorded).sort().join() &&
    keys(recorded).every((key) => hasShape((value as Fields)[key], (recorded as Fields)[key]))
  );
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "list";
  return typeof value === "object" ? "object" : "scalar";
}

const identities = (
  "id userid tokenid groupid roleid realm poolid storage volid sid rule zone vnet subnet controller vmid iface macro " +
  "plugin name key ugid cidr node subdir pos n"
).split(" ");

/** The element of a list that is about the same thing. */
export function counterpart(element: unknown, list: readonly unknown[]): unknown {
  const identity = identities.find((key) => (element as Fields | null)?.[key] !== undefined);
  const same = (other: unknown) =>
    (other as Fields | null)?.[identity ?? ""] === (element as Fields)[identity ?? ""];
  return (identity === undefined ? undefined : list.find(same)) ?? list[0];
}

/** A text that is equal for what may be told apart only by order, or by what is a server's own. */
function canonical(value: unknown, key = ""): string {
  if (own.has(key)) return "own";
  if (typeof value === "string") return JSON.stringify(sorted(blanked(value)));
  if (Array.isArray(value))
    return `[${value
      .map((each) => canonical(each))
      .sort()
      .join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  return `{${Object.entries(value)
    .filter(([name]) => !fleeting.test(name))
    .map(([name, each]) => `${name}:${canonical(each, name)}`)
    .sort()
    .join()}}`;
}

function blanked(text: string): string {
  return text
    .replace(/UPID:[^\s"]+/g, "UPID")
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, "UUID")
    .replace(/\b[0-9A-F]{2}(?::[0-9A-F]{2}){5}\b/gi, "MAC")
    .replace(/\b\d{4}_\d{2}_\d{2}-\d{2}_\d{2}_\d{2}\b/g, "TIME")
    .replace(/\b[0-9a-f]{40}\b/g, "DIGEST");
}

/** A list of words says the same in any order. */
function sorted(text: string): string {
  return /^[\w.-]+(?:,[\w.-]+)+$/.test(text) ? text.split(",").sort().join() : text;
}
