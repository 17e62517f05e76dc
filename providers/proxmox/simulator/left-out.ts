import type { Call } from "./call.js";
import { declaredShape } from "./declared-shape.js";
import { indexOf } from "./index-of.js";
import { routes } from "./routes.js";
import { specification, type Method, type Release } from "../api/specification/specification.js";

/** The methods that are verified and permitted, and then answer in their declared shape without doing anything. */
export function leftOut(release: Release): readonly Method[] {
  const described = specification(release);
  return described.methods.filter(
    (method) =>
      routes[`${method.method} ${method.path}`] === undefined && indexOf(described, method) === undefined,
  );
}

/** What a method without a handler answers. */
export function answerOfLeftOut(
  { method, path, returns }: Method,
  { world, user, parameters }: Call,
): unknown {
  const node = parameters["node"];
  // A text that a write answers is a task nearly always, and who asked waits for its end.
  if (method === "GET" || returns.type !== "string" || node === undefined) return declaredShape(returns);
  const type = path.split("/").findLast((part) => !part.startsWith("{")) ?? "task";
  return world.tasks.run({ node: String(node), type, id: parameters["vmid"] ?? "", user }, async (task) =>
    task.log(`'${method} ${path}' is not simulated`),
  );
}
