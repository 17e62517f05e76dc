import { textOf, type Call } from "../../call.js";
import { fail } from "../../failure.js";
import { prefixed, rowOf, sectionsOf, type SectionObject } from "../../section-object.js";
import type { Section } from "../../section.js";
import { slice, type World } from "../../world.js";

/** What the network runs with: per section file what it was when it was applied last. */
const running = slice("sdn-running", () => new Map<string, Map<string, Section>>());
const lock = slice("sdn-lock", (): { token: string | undefined } => ({ token: undefined }));

/** The files that are staged; what is in others counts at once. */
export const stagedFiles = [
  "sdn-zone",
  "sdn-vnet",
  "sdn-subnet",
  "sdn-controller",
  "sdn-fabric",
  "sdn-fabric-node",
  "sdn-prefix-list",
  "sdn-route-map",
] as const;

export function runningOf(world: World, file: string): ReadonlyMap<string, Section> {
  return running(world).get(file) ?? new Map();
}

/** Makes what is written what the network runs with. */
export function applyStaged(world: World): void {
  for (const file of stagedFiles) running(world).set(file, new Map(sectionsOf(world, file)));
}

/** Makes what the network runs with what is written. */
export function dropStaged(world: World): void {
  for (const file of stagedFiles) world.sections.set(file, new Map(runningOf(world, file)));
}

export function hasPending(world: World): boolean {
  return stagedFiles.some((file) => {
    const [now, then] = [sectionsOf(world, file), runningOf(world, file)];
    return now.size !== then.size || [...now].some(([id, section]) => !isSame(section, then.get(id)));
  });
}

export function lockOf(world: World): { token: string | undefined } {
  return lock(world);
}

/** While somebody holds the lock, only who knows its token may write. */
export function assertToken(call: Call, prefix: string | undefined): void {
  prefixed(prefix, () => {
    const { token } = lock(call.world);
    if (token !== undefined && textOf(call, "lock-token") !== token) fail("invalid lock token provided!");
  });
}

/** The objects as a request wants to see them: as written, as they run, or both with what differs. */
export function viewOf({ world, parameters }: Call, object: SectionObject): readonly Section[] {
  const written = sectionsOf(world, object.file);
  const runs = runningOf(world, object.file);
  const names = (map: ReadonlyMap<string, Section>) => [...map.keys()];
  if (Number(parameters["pending"] ?? 0) === 1)
    return [...new Set([...names(written), ...names(runs)])]
      .sort()
      .map((id) => pendingRow(world, object, { id, written: written.get(id), runs: runs.get(id) }));
  const isRunning = Number(parameters["running"] ?? 0) === 1;
  return [...(isRunning ? runs : written)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map((entry) => ({ ...row(world, object, entry), ...(isRunning ? noDigest : {}) }));
}

/** As `viewOf`, of one. */
export function viewOfOne(call: Call, object: SectionObject): Section {
  const id = textOf(call, object.id) as string;
  return viewOf(call, object).find((each) => each[object.id] === id) ?? fail(object.says.missing(id));
}

/** What stands beside `pending` even in a new object. */
const plain = new Set(["type", "vnet"]);
const noDigest = { digest: null } as unknown as Section;

function row(world: World, object: SectionObject, entry: readonly [string, Section]): Section {
  return rowOf(world, object, entry);
}

interface Both {
  readonly id: string;
  readonly written: Section | undefined;
  readonly runs: Section | undefined;
}

function pendingRow(world: World, object: SectionObject, { id, written, runs }: Both): Section {
  if (runs === undefined) {
    const isPlain = ([name]: readonly [string, unknown]) => plain.has(name);
    const entries = Object.entries(written ?? {});
    const above = Object.fromEntries(entries.filter(isPlain));
    const shown = shownOf(object, Object.fromEntries(entries.filter((entry) => !isPlain(entry))), id);
    return { ...row(world, object, [id, above]), ...noDigest, state: "new", ...group(shown) };
  }
  const base = { ...row(world, object, [id, runs]), ...noDigest };
  if (written === undefined) return { ...base, state: "deleted" };
  if (isSame(written, runs)) return base;
  const changed = Object.entries(written).filter(([name, value]) => runs[name] !== value);
  const deleted = Object.keys(runs).filter((name) => !(name in written));
  return {
    ...base,
    state: "changed",
    ...group({
      ...shownOf(object, Object.fromEntries(changed), id),
      ...Object.fromEntries(deleted.map((name) => [name, "deleted"])),
    }),
  };
}

/** Only what is there: what an object derives from its name is above already. */
function shownOf({ shown }: SectionObject, section: Section, id: string): object {
  const all = Object.entries(shown?.(section, id) ?? section);
  return Object.fromEntries(all.filter(([name]) => name in section));
}

function group(pending: object): Section {
  return { pending } as unknown as Section;
}

function isSame(a: Section, b: Section | undefined): boolean {
  const text = (section: Section) => JSON.stringify(Object.entries(section).sort());
  return b !== undefined && text(a) === text(b);
}
