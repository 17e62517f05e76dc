import { listOf, textOf, type Call, type Handler } from "./call.js";
import { assertDigest, digestOf } from "./digest.js";
import { ApiFailure, fail } from "./failure.js";
import {
  assertAllowed,
  assertRequired,
  byName,
  readBack,
  sectionText,
  sectionType,
  without,
  type Section,
} from "./section.js";
import type { World } from "./world.js";

/** A kind of object that PVE keeps in a section file and serves with list, create, read, change and remove. */
export interface SectionObject {
  /** Of the list: `/cluster/ha/resources`. */
  readonly path: string;
  /** The parameter that names one, and the key under which answers show the name. */
  readonly id: string;
  /** The section file; several kinds may share one. */
  readonly file: string;
  /** Which properties a section may have, in the specification; what a request may bring if undefined. */
  readonly kind?: string;
  /** The type of all of them, where a request does not name one. */
  readonly type?: string;
  /** Whether lists are in the order of creation; usually they are by name. */
  readonly isOrdered?: true;
  /** Whether an empty text is kept as one; usually a file loses it. */
  readonly keepsEmpty?: true;
  readonly says: {
    readonly exists: (id: string) => string;
    readonly missing: (id: string) => string;
    /** Of an option to delete that there is not. */
    readonly unknown?: (name: string) => never;
    /** What precedes a refusal of each write. */
    readonly create?: string;
    readonly update?: string;
    readonly remove?: string;
  };
  /** Checks that precede a creation, outside of what its prefix is for. */
  readonly before?: (call: Call, id: string) => void;
  /** Checks of a whole new or changed section, and what is kept of it. */
  readonly prepared?: (call: Call, section: Section, subject: Subject) => Section;
  /** Before one is removed; throws where something needs it. */
  readonly removing?: (call: Call, id: string) => void;
  /** What an answer shows of a section, before name and digest are added. */
  readonly shown?: (section: Section, id: string) => object;
}

export interface Subject {
  readonly id: string;
  /** Undefined for a new one. */
  readonly before: Section | undefined;
}

/** The handlers of such an object; an area binds them to paths. */
export interface SectionHandlers {
  readonly list: Handler;
  readonly create: Handler;
  readonly read: Handler;
  readonly update: Handler;
  readonly remove: Handler;
}

/** What a request brings that is no property. */
const controls = new Set(["delete", "digest", "lock-token"]);

export function sectionHandlers(object: SectionObject): SectionHandlers {
  const { says } = object;
  const fileOf = ({ world }: Call) => sectionsOf(world, object.file);
  const idOf = (call: Call) => textOf(call, object.id) as string;
  const keep = (call: Call, section: Section, subject: Subject) => {
    const kept = object.prepared?.(call, section, subject) ?? section;
    fileOf(call).set(subject.id, readBack(kept, object.keepsEmpty));
    return null;
  };
  const found = (call: Call, id: string) => fileOf(call).get(id) ?? fail(says.missing(id));
  return {
    list: (call) =>
      [...fileOf(call)]
        .filter(([, section]) => object.type === undefined || section["type"] === object.type)
        .filter(([, section]) => (textOf(call, "type") ?? section["type"]) === section["type"])
        .sort(object.isOrdered === true ? () => 0 : byName)
        .map(([id, section]) => rowOf(call.world, object, [id, section])),
    create: (call) => {
      const id = idOf(call);
      object.before?.(call, id);
      const sent = sentBy(call, object);
      assertAllowed(object.kind, sent);
      assertRequired(object.kind, sent);
      return prefixed(says.create, () => {
        if (fileOf(call).has(id)) fail(says.exists(id));
        return keep(call, sent, { id, before: undefined });
      });
    },
    read: (call) => rowOf(call.world, object, [idOf(call), found(call, idOf(call))]),
    update: (call) =>
      prefixed(says.update, () => {
        const id = idOf(call);
        const before = found(call, id);
        assertDigest(textOf(call, "digest"), sectionText(fileOf(call)));
        const sent = { ...sentBy(call, object), type: before["type"] as string };
        assertAllowed(object.kind, sent);
        const section = { ...without(before, removedBy(call, object, sent)), ...sent };
        assertRequired(object.kind, section);
        return keep(call, section, { id, before });
      }),
    remove: (call) =>
      prefixed(says.remove, () => {
        const id = idOf(call);
        found(call, id);
        object.removing?.(call, id);
        fileOf(call).delete(id);
        return null;
      }),
  };
}

/** A section as answers show it: its type and values, its name, and the digest of the whole file. */
export function rowOf(world: World, object: SectionObject, [id, section]: readonly [string, Section]) {
  const shown = object.shown?.(section, id) ?? section;
  return { ...shown, [object.id]: id, digest: sectionsDigestOf(world, object.file) };
}

export function sectionsDigestOf(world: World, file: string): string {
  return digestOf(sectionText(sectionsOf(world, file)));
}

export function sectionsOf({ sections }: World, file: string): Map<string, Section> {
  const known = sections.get(file) ?? new Map<string, Section>();
  sections.set(file, known);
  return known;
}

/** Puts an object's words before what refuses its write. */
export function prefixed<T>(prefix: string | undefined, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (prefix !== undefined && thrown instanceof ApiFailure && thrown.status === 500)
      throw new ApiFailure(500, `${prefix}: ${thrown.message}`);
    throw thrown;
  }
}

/** Refuses as PVE does where it finds a wrong parameter too late for a 400. */
export function failParameter(name: string, problem: string): never {
  return fail(`400 Parameter verification failed.\n${name}: ${problem}`);
}

function sentBy(call: Call, { id, type }: SectionObject): Section {
  const sent = without(call.parameters, controls);
  return { ...(type === undefined ? {} : { type }), ...without(sent, new Set([id])) };
}

function removedBy(call: Call, { kind, says }: SectionObject, sent: Section): ReadonlySet<string> {
  const removed = listOf(call, "delete");
  const { required = [], optional = [], fixed = [] } = sectionType(kind, sent) ?? {};
  const isFree = kind === undefined;
  for (const name of removed) {
    if (!isFree && ![...required, ...optional].includes(name))
      (says.unknown ?? ((each) => fail(`no such option '${each}'`)))(name);
    if (required.includes(name)) fail(`unable to delete required option '${name}'`);
    if (fixed.includes(name)) fail(`unable to delete fixed option '${name}'`);
    if (name in sent) fail(`cannot set and delete property '${name}' at the same time!`);
  }
  return new Set(removed);
}
