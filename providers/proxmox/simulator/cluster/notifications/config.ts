import { createHash } from "node:crypto";

import { elementsOf, textOf, type Call } from "../../call.js";
import { ApiFailure, fail } from "../../failure.js";
import { sectionHandlers, sectionsOf, type SectionObject } from "../../section-object.js";
import { sectionText, without, type Section } from "../../section.js";
import type { World } from "../../world.js";

const file = "notifications";

/** What is there without being written; a change writes it, and a removal brings it back. */
const builtIn: Readonly<Record<string, Section>> = {
  "mail-to-root": {
    type: "sendmail",
    "mailto-user": "root@pam",
    comment: "Send mails to root@pam's email address",
  },
  "default-matcher": {
    type: "matcher",
    mode: "all",
    target: "mail-to-root",
    comment: "Route all notifications to mail-to-root",
  },
};
const lists = [
  "mailto",
  "mailto-user",
  "header",
  "secret",
  "match-calendar",
  "match-field",
  "match-severity",
  "target",
];
const hidden = new Set(["type", "token", "password"]);

export interface Entry {
  readonly name: string;
  readonly section: Section;
  readonly origin: "builtin" | "modified-builtin" | "user-created";
}

/** Everything of these types that is written or built in. */
export function entriesOf(world: World, types: readonly string[]): readonly Entry[] {
  const written = sectionsOf(world, file);
  const unchanged = Object.entries(builtIn).filter(([name]) => !written.has(name));
  return [
    ...unchanged.map(([name, section]): Entry => ({ name, section, origin: "builtin" })),
    ...[...written].map(([name, section]): Entry => ({
      name,
      section,
      origin: name in builtIn ? "modified-builtin" : "user-created",
    })),
  ].filter(({ section }) => types.includes(String(section["type"])));
}

/** An entry as answers show it: lists as lists, and nothing that is secret. */
export function shownEntry({ name, section, origin }: Entry): object {
  const shown = Object.entries(without(section, hidden)).map(([key, value]): [string, unknown] => [
    key,
    lists.includes(key) ? elementsOf(value).map((each) => shownElement(key, each)) : value,
  ]);
  const former =
    origin === "builtin" && "mailto-user" in section
      ? { mailto_user: elementsOf(section["mailto-user"]) }
      : {};
  return { ...Object.fromEntries(shown), ...former, name, origin };
}

export function notificationsDigest(world: World): string {
  return createHash("sha256")
    .update(sectionText(sectionsOf(world, file)))
    .digest("hex");
}

/** Create, change and remove for one type, with the statuses that only notifications have. */
export function writesOf(type: string, checks: Pick<SectionObject, "prepared" | "removing">) {
  const noun = type === "matcher" ? "matcher" : "endpoint";
  const handlers = sectionHandlers({
    path: "",
    id: "name",
    file,
    type,
    keepsEmpty: true,
    says: {
      exists: (name) => {
        throw new ApiFailure(400, `Cannot create '${name}', an entity with the same name already exists`);
      },
      missing: (name) => missing(noun, name),
    },
    ...checks,
  });
  const written = (call: Call) => sectionsOf(call.world, file);
  const known = (call: Call): string => {
    const name = textOf(call, "name") as string;
    const section = written(call).get(name) ?? builtIn[name];
    return section?.["type"] === type ? name : missing(noun, name);
  };
  return {
    create: (call: Call) => {
      const name = textOf(call, "name") as string;
      if (name in builtIn)
        throw new ApiFailure(400, `Cannot create '${name}', an entity with the same name already exists`);
      assertComment(call, name);
      return handlers.create(call);
    },
    update: (call: Call) => {
      const name = known(call);
      assertComment(call, name);
      assertDigest(call);
      const original = written(call).has(name) ? undefined : builtIn[name];
      if (original !== undefined) written(call).set(name, original);
      try {
        return handlers.update({ ...call, parameters: without(call.parameters, new Set(["digest"])) });
      } catch (thrown) {
        if (original !== undefined) written(call).delete(name);
        throw thrown;
      }
    },
    remove: (call: Call) => {
      const name = known(call);
      return written(call).has(name) ? handlers.remove(call) : null;
    },
  };
}

export function missing(noun: string, name: string): never {
  throw new ApiFailure(404, `${noun} '${name}' not found`);
}

function assertDigest(call: Call): void {
  const given = textOf(call, "digest");
  if (given !== undefined && given !== notificationsDigest(call.world))
    throw new ApiFailure(400, "detected modified configuration - file changed by other user? Try again");
}

/** A comment of several lines is found out when the file is written. */
function assertComment(call: Call, name: string): void {
  if (/[\r\n]/.test(textOf(call, "comment") ?? ""))
    fail(
      `could not serialize configuration: writing "notifications.cfg" failed: verify section '${name}' failed - parameter verification failed - 'comment': value does not match the regex pattern`,
    );
}

/** Headers and secrets start with their name; what a secret is, stays one. */
function shownElement(key: string, text: string): string {
  if (key !== "header" && key !== "secret") return text;
  const name = /(?:^|,)name=([^,]*)/.exec(text)?.[1] ?? "";
  const value = /(?:^|,)value=([^,]*)/.exec(text)?.[1];
  return key === "secret" || value === undefined ? `name=${name}` : `name=${name},value=${value}`;
}
