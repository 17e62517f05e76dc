import { error, type Diagnostic } from "../../diagnostic/diagnostic.js";
import type { Resource } from "../../schema/resource.js";
import { decide, leafAt } from "../decide.js";
import type { Instance } from "../instance.js";
import { changedSince, foreignChanges } from "./update.js";

/**
 * What stands against a removal that the plan didn't know of: data that came since, and another content than was to go.
 * Any other change goes with the object and loses nothing; it may even be ours, as a membership is that went before.
 */
export function moreWouldBeLost<C>(
  resource: Resource<C>,
  planned: Instance,
  now: Instance,
): readonly Diagnostic[] {
  const losing = (prior: Instance) => decide(resource, { prior, planned: undefined }).loses;
  const known = losing(planned);
  const more = losing(now).filter((each) => !known.includes(each));
  const content = foreignChanges(resource, planned, now).filter(({ path }) =>
    leafAt(resource.attributes, path) === undefined
      ? resource.attributes[String(path[0])]?.kind === "entries"
      : leafAt(resource.attributes, path)?.foreseen === true,
  );
  return [
    ...(more.length === 0
      ? []
      : [
          error(`more would be lost with this ${resource.type} than the plan said`, {
            detail: `Since the plan: ${more.join(", ")}. Nothing was removed. Plan again to see it all.`,
          }),
        ]),
    ...(content.length === 0 ? [] : [changedSince(resource, content)]),
  ];
}
