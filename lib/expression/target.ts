import { ExpressionError, type Step } from "./syntax.js";

/** What the beginning of a reference names. */
export type Target =
  | { readonly kind: "resource"; readonly type: string; readonly name: string }
  | { readonly kind: "data"; readonly type: string; readonly name: string }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "local"; readonly name: string }
  | { readonly kind: "each"; readonly part: "key" | "value" }
  | { readonly kind: "count" }
  | { readonly kind: "path"; readonly name: "module" | "root" | "cwd" }
  | { readonly kind: "workspace" };

export interface Reference {
  readonly target: Target;
  /** The steps from the target on. */
  readonly rest: readonly Step[];
}

/** What a traversal refers to. Throws where it can refer to nothing. */
export function referenceOf(root: string, steps: readonly Step[]): Reference {
  const [first, second] = steps;
  const wanted = (form: string): never => {
    throw new ExpressionError(`"${[root, ...steps].join(".")}" is no reference: the form is ${form}`);
  };
  const name = (step: Step | undefined, form: string): string =>
    typeof step === "string" ? step : wanted(form);
  switch (root) {
    case "var":
      return { target: { kind: "variable", name: name(first, "var.<name>") }, rest: steps.slice(1) };
    case "local":
      return { target: { kind: "local", name: name(first, "local.<name>") }, rest: steps.slice(1) };
    case "data": {
      const form = "data.<type>.<name>";
      return {
        target: { kind: "data", type: name(first, form), name: name(second, form) },
        rest: steps.slice(2),
      };
    }
    case "each":
      if (first !== "key" && first !== "value") return wanted("each.key or each.value");
      return { target: { kind: "each", part: first }, rest: steps.slice(1) };
    case "count":
      return first === "index" ? { target: { kind: "count" }, rest: [] } : wanted("count.index");
    case "path":
      if (first !== "module" && first !== "root" && first !== "cwd") return wanted("path.module");
      return { target: { kind: "path", name: first }, rest: [] };
    case "terraform":
      return first === "workspace"
        ? { target: { kind: "workspace" }, rest: [] }
        : wanted("terraform.workspace");
    case "module":
    case "self":
    case "ephemeral":
      throw new ExpressionError(`references to "${root}" are not supported`);
    default:
      return {
        target: { kind: "resource", type: root, name: name(first, "<type>.<name>") },
        rest: steps.slice(1),
      };
  }
}

/** The text under which a target stands in messages and graphs. */
export function targetText(target: Target): string {
  switch (target.kind) {
    case "resource":
      return `${target.type}.${target.name}`;
    case "data":
      return `data.${target.type}.${target.name}`;
    case "variable":
      return `var.${target.name}`;
    case "local":
      return `local.${target.name}`;
    case "each":
      return `each.${target.part}`;
    case "count":
      return "count.index";
    case "path":
      return `path.${target.name}`;
    case "workspace":
      return "terraform.workspace";
  }
}
