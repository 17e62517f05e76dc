import type {
  Method,
  Parameter,
  PropertyFormat,
  Specification,
} from "../../api/specification/specification.js";
import { parameterFailure } from "../failure.js";
import { formatChecks } from "./formats.js";
import { propertyChecks } from "./guest-formats.js";
import { storagePropertyChecks } from "./storage-formats.js";
import { indexedName } from "./indexed-name.js";
import { booleanText } from "./boolean-text.js";
import { parseProperties } from "./property-string.js";

/** What a request brought: texts from a form or query, anything JSON from a JSON body. */
export type RawParameters = Readonly<Record<string, unknown>>;

/** Verified parameters: booleans are 0 or 1, integers numbers, everything else as sent. */
export type Parameters = Readonly<Record<string, string | number>>;

/** Verifies parameters as PVE does; throws a failure with every error at once. */
export function verify(described: Specification, method: Method, raw: RawParameters): Parameters {
  const errors: Record<string, string> = {};
  const verified: Record<string, string | number> = {};
  const variant = method.variants?.[textOf(raw["type"])] ?? {};
  const declared = Object.fromEntries(
    Object.entries({ ...method.parameters, ...variant }).map(([name, parameter]) => [
      name,
      meant(parameter, raw),
    ]),
  );
  for (const [name, value] of Object.entries(raw)) {
    const parameter = declared[name] ?? declared[indexedName(name, declared) ?? ""];
    if (parameter === undefined) {
      if (method.open !== true)
        errors[name] =
          "property is not defined in schema and the schema does not allow additional properties";
      else verified[name] = textOf(value);
      continue;
    }
    const result =
      parameter.type === "array"
        ? verifyElements(described, parameter, value)
        : verifyValue(described, parameter, value);
    if ("problem" in result) {
      const place = `${name}${result.place ?? ""}`;
      errors[place] = result.problem.replaceAll(here, place);
    } else verified[name] = result.value;
  }
  for (const [name, parameter] of Object.entries(declared))
    if (Number(parameter.optional ?? 0) !== 1 && !(name in raw) && !name.includes("[n]"))
      errors[name in variant ? `oneOf[${textOf(raw["type"])}].${name}` : name] =
        "property is missing and it is not optional";
  for (const name of Object.keys(raw)) {
    const { requires } = declared[name] ?? {};
    if (requires === undefined || requires in raw) continue;
    // What is wrong with one parameter is told line by line.
    const problem = `missing property required by '${name}'`;
    errors[requires] = requires in errors ? `${errors[requires]}\n${problem}` : problem;
  }
  if (Object.keys(errors).length > 0) throw parameterFailure(errors);
  return verified;
}

/** Of alternatives the one for the type that the request names; without one it is optional. */
function meant(parameter: Parameter, raw: RawParameters): Parameter {
  const { oneOf, "type-property": by = "" } = parameter;
  if (oneOf === undefined) return parameter;
  return (
    oneOf.find((each) => each["instance-types"].includes(textOf(raw[by]))) ?? { ...parameter, optional: 1 }
  );
}

/** Stands for the parameter's name in texts that are made without knowing it. */
const here = "\u0000";

type Verified = { readonly value: string | number } | { readonly problem: string; readonly place?: string };

/** A list whose elements are verified one by one, and then kept as one text; `elementsOf` takes it apart. */
function verifyElements(described: Specification, { items }: Parameter, value: unknown): Verified {
  const elements = (Array.isArray(value) ? value : [value]).map((each) =>
    verifyValue(described, items ?? {}, each),
  );
  const wrong = elements.findIndex((element) => "problem" in element);
  return wrong < 0
    ? { value: elements.map((element) => ("value" in element ? element.value : "")).join("\0") }
    : { ...(elements[wrong] as { readonly problem: string }), place: `[${wrong}]` };
}

function verifyValue(described: Specification, parameter: Parameter, value: unknown): Verified {
  const isList = typeof parameter.format === "string" && /-(?:a?list)$/.test(parameter.format);
  if (Array.isArray(value)) {
    if (!isList) return { problem: `type check ('${parameter.type ?? "string"}') failed - got ARRAY` };
    return verifyText(described, { ...parameter, type: "string" }, value.map(textOf).join(","));
  }
  if (typeof value === "object" && value !== null)
    return { problem: `type check ('${parameter.type ?? "string"}') failed - got HASH` };
  const text = value === true ? "1" : value === false ? "0" : textOf(value);
  if (parameter.type === "boolean")
    return /^[01]$/.test(text)
      ? { value: Number(text) }
      : { problem: `type check ('boolean') failed - got '${text}'` };
  const isNumber = numbers[parameter.type ?? ""];
  // A sub-key may name a format where its type should be: then it is a text.
  if (isNumber === undefined) return verifyText(described, parameter, text);
  if (!isNumber.test(text)) return { problem: `type check ('${parameter.type}') failed - got '${text}'` };
  const problem = formatProblem(described, parameter, text);
  return problem === undefined ? verifyNumber(parameter, text) : { problem };
}

const numbers: Readonly<Record<string, RegExp>> = {
  integer: /^[+-]?\d+$/,
  number: /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i,
};

/** A number that is written in a way of its own stays as written: what is stored may show it. */
function verifyNumber(parameter: Parameter, text: string): Verified {
  const value = Number(text);
  if (parameter.minimum !== undefined && value < Number(parameter.minimum))
    return { problem: `value must have a minimum value of ${parameter.minimum}` };
  if (parameter.maximum !== undefined && value > Number(parameter.maximum))
    return { problem: `value must have a maximum value of ${parameter.maximum}` };
  if (parameter.enum !== undefined && !parameter.enum.map(String).includes(String(value)))
    return { problem: notInEnumeration(parameter.enum, String(value)) };
  return { value: String(value) === text ? value : text };
}

function verifyText(described: Specification, parameter: Parameter, text: string): Verified {
  const problem = formatProblem(described, parameter, text) ?? textProblem(parameter, text);
  return problem === undefined ? { value: text } : { problem };
}

function textProblem(parameter: Parameter, text: string): string | undefined {
  if (parameter.pattern !== undefined && !perlPattern(parameter.pattern).test(text))
    return "value does not match the regex pattern";
  if (parameter.maxLength !== undefined && text.length > Number(parameter.maxLength))
    return `value may only be ${parameter.maxLength} characters long`;
  if (parameter.minLength !== undefined && text.length < Number(parameter.minLength))
    return `value must be at least ${parameter.minLength} characters long`;
  if (parameter.enum !== undefined && !parameter.enum.includes(text))
    return notInEnumeration(parameter.enum, text);
  return undefined;
}

function notInEnumeration(words: readonly string[], text: string): string {
  return `value '${text}' does not have a value in the enumeration '${words.join(", ")}'`;
}

function formatProblem(described: Specification, { format }: Parameter, text: string): string | undefined {
  if (format === undefined) return undefined;
  if (typeof format !== "string") return propertiesProblem(described, format, text);
  const named = described.formats[format];
  if (named !== undefined)
    return propertiesProblem(described, named, text) ?? withPrefix(wholeCheck(format)?.(text));
  const list = /^(.*)-(?:list|opt|alist)$/.exec(format);
  const check = formatChecks[list?.[1] ?? format];
  if (list === null || check === undefined)
    return withPrefix(text === "" && !neverEmpty.has(format) ? undefined : check?.(text, described.release));
  const elements = text.split(/[;,\0\s]+/).filter((element) => element !== "");
  return withPrefix(
    elements.map((element) => check(element, described.release)).find((problem) => problem !== undefined),
  );
}

const wholeCheck = (format: string) => propertyChecks[format] ?? storagePropertyChecks[format];

/** Formats that an empty text does not have; with others it says that there is nothing. */
const neverEmpty = new Set([
  "pve-calendar-event",
  "pve-vmid",
  "dns-name",
  "pve-ct-timezone",
  "pve-startup-order",
  "pve-volume-id",
  "pve-qm-bootdisk",
  "pve-storage-path",
  "pve-storage-server",
  "pve-storage-vgname",
  "pve-storage-portal-dns",
  "pve-storage-options",
]);

function withPrefix(problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : `invalid format - ${problem}\n`;
}

function propertiesProblem(
  described: Specification,
  format: PropertyFormat,
  text: string,
): string | undefined {
  const problems = propertyProblems(described, format, text);
  if (problems.length === 0) return undefined;
  // A text that can't be taken apart is refused as a whole, before any of its keys.
  const whole = problems.find(([key]) => key === "");
  if (whole !== undefined) return `invalid format - ${whole[1]}\n`;
  return `invalid format - format error\n${problems.map(([key, problem]) => `${here}.${key}: ${problem}\n`).join("")}`;
}

/** Each wrong sub-key of a property string with PVE's text. */
export function propertyProblems(
  described: Specification,
  format: PropertyFormat,
  text: string,
): readonly (readonly [string, string])[] {
  const { values, problems } = parseProperties(format, text);
  const wrong = Object.entries(values).flatMap(([key, value]): [string, string][] => {
    const property = format[key];
    if (property === undefined)
      return [[key, "property is not defined in schema and the schema does not allow additional properties"]];
    const result = verifyValue(described, property, property.type === "boolean" ? booleanText(value) : value);
    return "problem" in result ? [[key, result.problem]] : [];
  });
  const missing = Object.entries(format)
    .filter(
      ([key, property]) =>
        Number(property.optional ?? 0) !== 1 && property.alias === undefined && !(key in values),
    )
    .map(([key]): [string, string] => [key, "property is missing and it is not optional"]);
  const required = Object.keys(values).flatMap((key): [string, string][] => {
    const other = format[key]?.requires;
    return other === undefined || other in values
      ? []
      : [[other, `missing property required by '${here}.${key}'`]];
  });
  return [...problems, ...missing, ...wrong, ...required];
}

const patterns = new Map<string, RegExp>();

/** A Perl expression as a JavaScript one, anchored as PVE anchors it. */
function perlPattern(source: string): RegExp {
  const known = patterns.get(source);
  if (known !== undefined) return known;
  const flags = /\(\?\^?i:/.test(source) ? "i" : "";
  const plain = source
    // Texts are characters, not bytes: a letter is one in any script.
    .replace(/\[(?:[^\]\\]|\\.)*\]/g, (set) => set.replaceAll("\\w", "\\w\\u00aa-\\uffdc"))
    .replace(/\(\?\^?[a-z]*:/g, "(?:")
    .replaceAll("{,", "{0,")
    // What may be nothing between two repeated sets matches the same texts in more ways than can be tried.
    .replaceAll("|[-]*)", "|-+)")
    .replaceAll("\\A", "^")
    .replaceAll("\\z", "$")
    .replaceAll("\\Z", "$");
  const pattern = new RegExp(`^(?:${plain})$`, flags);
  patterns.set(source, pattern);
  return pattern;
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : `${value as number}`;
}
