import { specification, type SectionType } from "../api/specification/specification.js";
import { digestOf } from "./digest.js";
import { elementsOf } from "./elements.js";
import { fail } from "./failure.js";
import type { Parameters } from "./verify/verify.js";

/** One entry of a section file: its type among its values. */
export type Section = Readonly<Record<string, string | number>>;

/** Which values may not be among an entry's, though they come with the request. */
const controls = new Set(["delete", "digest"]);

/** The entry that a create request describes; what its type does not allow is refused with PVE's text. */
export function newSection(kind: string, type: string, sent: Parameters): Section {
  const section = { ...without(sent, controls), type };
  assertAllowed(kind, section);
  assertRequired(kind, section);
  return readBack(section);
}

/** The entry after a request's values and deletions. */
export function changedSection(kind: string, before: Section, change: SectionChange): Section {
  const { sent, removed, name } = change;
  const type = before["type"] as string;
  assertAllowed(kind, { ...without(sent, controls), type });
  const merged = without({ ...before, ...without(sent, controls) }, new Set(removed));
  const section = { ...merged, type };
  assertRequired(kind, section, `section '${name}' - `);
  return readBack(section);
}

export interface SectionChange {
  readonly name: string;
  readonly sent: Parameters;
  readonly removed: readonly string[];
}

/** What a section of a kind must and may have; undefined where any property goes. */
export function sectionType(kind: string | undefined, section: Section): SectionType | undefined {
  return kind === undefined ? undefined : specification().sections[kind]?.[String(section["type"])];
}

/** Refuses values that can't be written, and properties that the type does not have. */
export function assertAllowed(kind: string | undefined, sent: Section): void {
  if (Object.values(sent).some((value) => /[\r\n]/.test(String(value))))
    fail("property contains a line feed");
  const schema = sectionType(kind, sent);
  if (schema === undefined) return;
  const allowed = new Set([...schema.required, ...schema.optional, "type"]);
  const unexpected = Object.keys(sent).find((name) => !allowed.has(name));
  if (unexpected !== undefined) fail(`unexpected property '${unexpected}'`);
}

export function assertRequired(kind: string | undefined, section: Section, prefix = ""): void {
  const missing = sectionType(kind, section)?.required.find((name) => !(name in section));
  if (missing !== undefined) fail(`${prefix}missing value for required option '${missing}'`);
}

/** A file keeps neither the blanks around a text nor an empty one. */
export function readBack(section: Section, keepsEmpty = false): Section {
  return Object.fromEntries(
    Object.entries(section)
      .map(([name, value]) => [name, typeof value === "string" ? value.trim() : value] as const)
      .filter(([, value]) => keepsEmpty || value !== ""),
  );
}

/** PVE's text of a section file; its digest is what answers show. */
export function sectionText(sections: ReadonlyMap<string, Section>): string {
  return [...sections]
    .sort(byName)
    .map(([id, section]) => sectionLines(id, section))
    .join("");
}

function sectionLines(id: string, { type, ...values }: Section): string {
  const names = Object.keys(values).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const lines = names.flatMap((name) =>
    elementsOf(values[name]).map(
      (value) => `\t${name === "disable" && value === "1" ? name : `${name} ${value}`}\n`,
    ),
  );
  const name = id.startsWith(`${type}:`) ? id.slice(`${type}:`.length) : id;
  return `${type}: ${name}\n${lines.join("")}\n`;
}

function rank(name: string): number {
  return name === "comment" ? 0 : name === "disable" ? 1 : 2;
}

/** Sections are written, and usually listed, by their names. */
export function byName([a]: readonly [string, Section], [b]: readonly [string, Section]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function sectionsDigest(sections: ReadonlyMap<string, Section>): string {
  return digestOf(sectionText(sections));
}

export function without(values: Section, names: ReadonlySet<string>): Section {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)));
}
