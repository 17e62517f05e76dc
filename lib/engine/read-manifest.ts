import { join } from "node:path";

import { error, warning, type Diagnostic } from "../diagnostic/diagnostic.js";
import { Refusal, refuse } from "../diagnostic/refusal.js";
import { isList, isObject, type ValueObject } from "../value/value.js";
import type { StackSource } from "./stack.js";

/** A synthesized program: its stacks, each after those that it depends on. */
export interface App {
  readonly stacks: readonly StackSource[];
  /** Warnings that constructs gave. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The stacks of a program, from the manifest that it wrote into the folder `output`. */
export function readManifest(manifest: ValueObject, output: string): App {
  const stacks = isObject(manifest["stacks"]) ? Object.values(manifest["stacks"]).filter(isObject) : [];
  if (stacks.length === 0)
    refuse("the program has no stack", { detail: "Add one: new TerraformStack(app, ...)." });
  const diagnostics = stacks.flatMap(annotationsOf);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Refusal(errors);
  return { stacks: inOrder(stacks.map((stack) => sourceOf(stack, output))), diagnostics };
}

function annotationsOf({ annotations }: ValueObject): readonly Diagnostic[] {
  return (isList(annotations) ? annotations.filter(isObject) : []).flatMap((annotation) => {
    const { message, constructPath: path } = annotation;
    if (typeof message !== "string") return [];
    const place = typeof path === "string" ? { construct: path } : {};
    if (annotation["level"] === "@cdktf/error") return [error(message, place)];
    return annotation["level"] === "@cdktf/warn" ? [warning(message, place)] : [];
  });
}

function sourceOf(stack: ValueObject, output: string): StackSource {
  const { name, synthesizedStackPath: path, dependencies } = stack;
  if (typeof name !== "string" || typeof path !== "string") return refuse("manifest.json is not understood");
  return {
    name,
    file: join(output, path),
    dependsOn: isList(dependencies) ? dependencies.filter((each) => typeof each === "string") : [],
  };
}

function inOrder(stacks: readonly StackSource[]): readonly StackSource[] {
  const placed = new Set<StackSource>();
  const place = (stack: StackSource, above: readonly StackSource[]): void => {
    if (placed.has(stack) || above.includes(stack)) return;
    for (const name of stack.dependsOn) {
      const needed = stacks.find((each) => each.name === name);
      if (needed !== undefined) place(needed, [...above, stack]);
    }
    placed.add(stack);
  };
  for (const stack of stacks) place(stack, []);
  return [...placed];
}
