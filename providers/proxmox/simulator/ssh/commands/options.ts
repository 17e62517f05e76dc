import { ApiFailure } from "../../failure.js";
import type { Parameter } from "../../../api/specification/specification.js";

/** Values by name. */
export type Options = Readonly<Record<string, string>>;

/** Every tool takes these. */
const general: Readonly<Record<string, Parameter>> = {
  "output-format": { type: "string" },
  "human-readable": { type: "boolean" },
  noborder: { type: "boolean" },
  noheader: { type: "boolean" },
  noproxy: { type: "boolean" },
  quiet: { type: "boolean" },
};

/**
 * What comes after a tool's command: values by place, then `--name value`, `-name value` or `--name=value`.
 * A name may be shortened as long as it is clear; a boolean may stand alone; what is said twice is a list.
 */
export function optionsOf(
  args: readonly string[],
  {
    positional,
    known,
  }: {
    readonly positional: readonly string[];
    readonly known: Readonly<Record<string, Parameter>> | undefined;
  },
): Options {
  const options: Record<string, string> = {};
  const waiting = [...positional];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] as string;
    const option = /^--?([A-Za-z][^=]*)(?:=([\s\S]*))?$/.exec(arg);
    if (option === null) {
      const name = waiting.shift();
      if (name === undefined) throw new ApiFailure(400, "too many arguments", {});
      options[name] = arg;
      continue;
    }
    const name = fullName(option[1] as string, known);
    let value = option[2];
    if (value === undefined) {
      const next = args[at + 1];
      const isAlone =
        isBoolean(name, known) && (next === undefined || !/^(?:0|1|on|off|yes|no|true|false)$/.test(next));
      value = isAlone ? "1" : next;
      if (!isAlone) at++;
    }
    if (value === undefined) throw new ApiFailure(400, `option '${name}' requires an argument`, {});
    options[name] = name in options ? `${options[name]},${value}` : value;
  }
  if (waiting.some((name) => !(name in options) && !isOptional(name, known)))
    throw new ApiFailure(400, "not enough arguments", {});
  return options;
}

function fullName(name: string, known: Readonly<Record<string, Parameter>> = {}): string {
  if (name in known || name in general) return name;
  const meant = Object.keys({ ...known, ...general }).filter((each) => each.startsWith(name));
  return meant.length === 1 ? (meant[0] as string) : name;
}

function isBoolean(name: string, known: Readonly<Record<string, Parameter>> = {}): boolean {
  return (known[name] ?? general[name])?.type === "boolean";
}

function isOptional(name: string, known: Readonly<Record<string, Parameter>> = {}): boolean {
  return Number(known[name]?.optional ?? 0) === 1;
}
