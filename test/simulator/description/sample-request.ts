import type { Method } from "../../../providers/proxmox/api/specification/specification.js";
import type { Question } from "../asked.js";
import { samplesOf } from "./samples.js";

/** What methods ask for beyond what the description says. */
const unsaid: Readonly<Record<string, Values>> = {
  "PUT /access/acl": { path: "/" },
};

type Values = Readonly<Record<string, string | number>>;

/** A request of a method with values that the description allows: what its path and its must name, and more if given. */
export function sampleRequest(method: Method, more: Values = {}): Question & { readonly parameters: Values } {
  const { parameters = {}, path } = method;
  const needed = Object.entries(parameters)
    .filter(([name, { optional }]) => isInPath(method, name) || Number(optional ?? 0) === 0)
    .filter(([name]) => !name.includes("[n]"))
    .map(([name, parameter]): [string, string | number] => [name, samplesOf(parameter)[0] ?? ""]);
  const values: Values = { ...Object.fromEntries(needed), ...unsaid[`${method.method} ${path}`], ...more };
  return {
    verb: method.method,
    path: path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(values[name] ?? "x1"))),
    parameters: Object.fromEntries(Object.entries(values).filter(([name]) => !isInPath(method, name))),
  };
}

/** Whether a parameter is a part of the method's path. */
export function isInPath({ path }: Method, name: string): boolean {
  return path.includes(`{${name}}`);
}
