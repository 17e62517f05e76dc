import { references } from "../../expression/references.js";
import type { Reference } from "../../expression/target.js";
import type { Blueprint } from "./blueprint.js";

/** Everything that a stack's code refers to, wherever it does. */
export function allReferences(blueprint: Blueprint): readonly Reference[] {
  const { resources, data, locals, outputs, providers, imports } = blueprint;
  return [
    ...[...resources, ...data].flatMap((block) => block.references),
    ...[
      ...Object.values(locals),
      ...Object.values(outputs).map(({ value }) => value),
      ...providers.flatMap(({ configuration }) => Object.values(configuration)),
      ...imports.map(({ id }) => id),
    ].flatMap((expression) => references(expression)),
  ];
}
