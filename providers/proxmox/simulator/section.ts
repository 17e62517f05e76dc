import { specification } from "../api/specification/specification.js";
import { digestOf } from "./digest.js";
import { fail } from "./failure.js";
import type { Parameters } from "./verify/verify.js";

/** One entry of a section file: its type among its values. */
export type Section = Readonly<Record<string, string | number>>;

/** Which values may not be among an entry's, though they come with the request. */
const controls = new Set(["delete", "digest"]);

/** The entry that a create request describes; what its type does not allow is refused with PVE's text. */
export function newSection(kind: string, type: string, sent: Parameters): Section {
  const section = { ...without(sent, controls), type };
  assertWhole(kind, section, "");
  return section;
}

/** The entry after a request's values and deletions. */
export function changedSection(kind: string, before: Section, change: SectionChange): Section {
  const { sent, removed, name } = change;
  const merged = without({ ...before, ...without(sent, controls) }, new Set(removed));
  const section = { ...merged, type: before["type"] as string };
  assertWhole(kind, section, `section '${name}' - `);
  return section;
}

export interface SectionChange {
  readonly name: string;
  readonly sent: Parameters;
  readonly removed: readonly string[];
}

function assertWhole(kind: string, section: Section, prefix: string): void {
  const { required = [], optional = [] } = specification().sections[kind]?.[String(section["type"])] ?? {};
  const allowed = new Set([...required, ...optional, "type"]);
  const unexpected = Object.keys(section).find((name) => !allowed.has(name));
  if (unexpected !== undefined) fail(`unexpected property '${unexpected}'`);
  const missing = required.find((name) => !(name in section));
  if (missing !== undefined) fail(`${prefix}missing value for required option '${missing}'`);
}

export function sectionsDigest(sections: ReadonlyMap<string, Section>): string {
  return digestOf(sections.size === 0 ? "" : JSON.stringify([...sections]));
}

export function without(values: Section, names: ReadonlySet<string>): Section {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)));
}
