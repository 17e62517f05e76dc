import type { Method, Parameter } from "../../providers/proxmox/api/specification/specification.js";
import { declared, widened, type JsonType, type WideShape } from "./wide-shape.js";

/** An answer that was recorded. */
export interface Answered {
  readonly verb: string;
  readonly path: string;
  readonly data: unknown;
}

const head = `// Generated from the description of the API and from recorded answers by \`npm run generate\`. Do not edit.

/** How PVE answers what it declares as boolean. */
export type Flag = boolean | 0 | 1 | "0" | "1" | "";
/** Sent with commas between. */
type List = string | number | readonly (string | number)[];
/** Sent as a parameter that is repeated. */
type Repeated = { readonly repeated: readonly (string | number)[] };
type Open = Readonly<Record<string, unknown>>;
type Call<P, R> = { readonly parameters: P; readonly result: R };
`;

/** The types of all calls, as the text of a TypeScript file: what each takes, and what it answers. */
export function methodTypes(methods: readonly Method[], answers: readonly Answered[]): string {
  const aliases = new Aliases();
  const observed = observedShapes(methods, answers);
  const verbs = ["GET", "POST", "PUT", "DELETE"].map((verb) => {
    const calls = methods
      .filter(({ method }) => method === verb)
      .map((method) => {
        const name = typeName(method);
        const parameters = aliases.named(`${name}Parameters`, parametersType(method));
        const result = resultType(observed.get(method) ?? declared(method.returns));
        return `    readonly ${JSON.stringify(method.path)}: Call<${parameters}, ${aliases.named(name, result)}>;`;
      });
    return `  readonly ${verb}: {\n${calls.join("\n")}\n  };`;
  });
  const body = `/** Every call by verb and path. Path parameters are parameters like the others. */\nexport interface Methods {\n${verbs.join("\n")}\n}\n`;
  return `${head}${aliases.text()}\n${body}`;
}

/** Long types are written once, under the name of the first call that has them. */
class Aliases {
  readonly #names = new Map<string, string>();

  named(name: string, type: string): string {
    if (type.length < 120) return type;
    const known = this.#names.get(type) ?? name;
    this.#names.set(type, known);
    return known;
  }

  text(): string {
    return [...this.#names].map(([type, name]) => `type ${name} = ${type};\n`).join("");
  }
}

/** `PutNodesNodeQemuVmidConfig` */
function typeName({ method, path }: Method): string {
  const words = [method.toLowerCase(), ...path.split(/[^A-Za-z0-9]+/)];
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function observedShapes(
  methods: readonly Method[],
  answers: readonly Answered[],
): ReadonlyMap<Method, WideShape> {
  // A path that is written out comes before one with a parameter in its place.
  const patterns = methods
    .map((method) => ({ method, pattern: patternOf(method.path), open: method.path.split("{").length }))
    .toSorted((left, right) => left.open - right.open);
  const shapes = new Map<Method, WideShape>();
  for (const { verb, path, data } of answers) {
    const found = patterns.find(({ method, pattern }) => method.method === verb && pattern.test(path));
    if (found === undefined) continue;
    shapes.set(found.method, widened(shapes.get(found.method) ?? declared(found.method.returns), data));
  }
  return shapes;
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{[^}]+\}/g, "[^/]+")}$`);
}

function parametersType({ parameters = {}, variants = {}, open, path }: Method): string {
  const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? "");
  const all: Record<string, Parameter> = { ...parameters };
  for (const variant of Object.values(variants))
    for (const [name, each] of Object.entries(variant)) all[name] = { ...each, optional: 1 };
  for (const name of inPath) all[name] ??= { type: "string" };
  const members = Object.entries(all).map(([name, parameter]) => {
    const isOptional = Number(parameter.optional ?? 0) === 1 && !inPath.includes(name);
    return member(name, parameterType(parameter), isOptional ? "?" : "");
  });
  if (open === true) members.push("readonly [name: string]: unknown");
  return `{ ${members.join("; ")} }`.replace("{  }", "{}");
}

function parameterType({ type, format, enum: words }: Parameter): string {
  switch (type) {
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "array":
      return "Repeated";
    case "string":
    case undefined:
      if (words !== undefined && words.length > 0) return union(words);
      return typeof format === "string" && /-list$/.test(format) ? "List" : "string";
    case "object":
    case "null":
      return "string";
  }
}

function resultType(shape: WideShape): string {
  const types = [...shape.types].map((type) => typeText(type, shape));
  if (types.length === 0) return "unknown";
  return [...new Set([...types, ...(shape.optional && !shape.types.has("null") ? ["null"] : [])])].join(
    " | ",
  );
}

function typeText(type: JsonType, { words, items, members }: WideShape): string {
  switch (type) {
    case "string":
    case "number": {
      const own = words?.filter((word) => typeof word === type) ?? [];
      return own.length > 0 ? union(own) : type;
    }
    case "flag":
      return "Flag";
    case "null":
      return "null";
    case "array": {
      const element = items === undefined ? "unknown" : resultType({ ...items, optional: false });
      return `readonly ${/[ |]/.test(element) && !element.startsWith("{") ? `(${element})` : element}[]`;
    }
    case "object":
      return members === undefined
        ? "Open"
        : `{ ${[...members].map(([name, each]) => member(name, resultType({ ...each, optional: false }), each.optional ? "?" : "")).join("; ")} }`;
  }
}

function member(name: string, type: string, mark: "?" | ""): string {
  const kind = /^(.+)\[n\]$/.exec(name)?.[1];
  if (kind !== undefined) return `readonly [${kind}: \`${kind}\${number}\`]: ${type} | undefined`;
  return `readonly ${/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)}${mark}: ${type}`;
}

function union(words: readonly (string | number)[]): string {
  return words.map((word) => JSON.stringify(word)).join(" | ");
}
