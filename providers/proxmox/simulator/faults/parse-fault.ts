import type { Fault } from "./fault.js";

/** What a fault may say, in words for who wrote something else. */
const forms = [
  '{ "when": { "verb"?, "path"?, "node"?, "nth"?, "times"? }, "then": { "status", "message"? } | { "delay" } | { "reset": "before" | "after" } | { "cut": bytes } | { "ticket": "expired" } }',
  '{ "when": { "task", "id"?, "node"?, "nth"?, "times"? }, "then": { "fail", "at"?: "start" | "end" | { "line" } } | { "warn" } | { "delay" } }',
  '{ "when": { "storage", "node"?, "nth"?, "times"? }, "then": "full" }',
];

type Test = (value: unknown) => boolean;

const text: Test = (value) => typeof value === "string" && value !== "";
const count: Test = (value) => Number.isInteger(value) && (value as number) > 0;
const amount: Test = (value) => typeof value === "number" && value >= 0;
const one =
  (...values: readonly unknown[]): Test =>
  (value) =>
    values.includes(value);
const any =
  (...tests: readonly Test[]): Test =>
  (value) =>
    tests.some((test) => test(value));

/** An object with these keys and no others; those with a question mark may be missing. */
function shape(keys: Readonly<Record<string, Test>>): Test {
  const names = new Set(Object.keys(keys).map((key) => key.replace("?", "")));
  return (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.keys(value).every((key) => names.has(key)) &&
    Object.entries(keys).every(([key, test]) => {
      const own = (value as Readonly<Record<string, unknown>>)[key.replace("?", "")];
      return own === undefined ? key.endsWith("?") : test(own);
    });
}

const occasions = { "node?": text, "nth?": count, "times?": count };

const isFault = any(
  shape({
    when: shape({ ...occasions, "verb?": text, "path?": text }),
    then: any(
      shape({ status: count, "message?": text }),
      shape({ delay: amount }),
      shape({ reset: one("before", "after") }),
      shape({ cut: amount }),
      shape({ ticket: one("expired") }),
    ),
  }),
  shape({
    when: shape({ ...occasions, task: text, "id?": any(text, count) }),
    then: any(
      shape({ fail: text, "at?": any(one("start", "end"), shape({ line: text })) }),
      shape({ warn: text }),
      shape({ delay: amount }),
    ),
  }),
  shape({ when: shape({ ...occasions, storage: text }), then: one("full") }),
);

/** A fault that came as JSON; throws if it is none. */
export function parseFault(value: unknown): Fault {
  if (isFault(value)) return value as Fault;
  throw new Error(`this is no fault: ${JSON.stringify(value)}. It must be one of:\n${forms.join("\n")}`);
}
