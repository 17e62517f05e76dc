import type { Method, Specification } from "../../api/specification/specification.js";

export interface Routed {
  readonly method: Method;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Branch {
  readonly literals: Map<string, Branch>;
  parameter: { readonly name: string; readonly branch: Branch } | undefined;
  readonly methods: Map<string, Method>;
}

const branch = (): Branch => ({ literals: new Map(), parameter: undefined, methods: new Map() });

/** What takes the rest of a path, with the slashes in it. */
const withSlashes = new Set(["volume"]);

/** Finds the method that a request means; undefined if PVE has none. */
export function router({ methods }: Specification): (verb: string, path: string) => Routed | undefined {
  const root = branch();
  for (const method of methods) {
    let at = root;
    for (const part of method.path.split("/").slice(1)) at = step(at, part);
    at.methods.set(method.method, method);
  }
  return (verb, path) => {
    const pathParameters: Record<string, string> = {};
    let at: Branch | undefined = root;
    const parts = path.replace(/\/$/, "").split("/").slice(1);
    for (const [index, part] of parts.entries()) {
      if (at.parameter !== undefined && withSlashes.has(at.parameter.name) && part !== "") {
        pathParameters[at.parameter.name] = parts.slice(index).join("/");
        at = at.parameter.branch;
        break;
      }
      const next: Branch | undefined = at.literals.get(part);
      if (next !== undefined) at = next;
      else if (at.parameter !== undefined && part !== "") {
        pathParameters[at.parameter.name] = part;
        at = at.parameter.branch;
      } else return undefined;
    }
    const method = at.methods.get(verb);
    return method === undefined ? undefined : { method, pathParameters };
  };
}

function step(at: Branch, part: string): Branch {
  const name = /^\{(.*)\}$/.exec(part)?.[1];
  if (name !== undefined) {
    at.parameter ??= { name, branch: branch() };
    return at.parameter.branch;
  }
  const known = at.literals.get(part) ?? branch();
  at.literals.set(part, known);
  return known;
}
