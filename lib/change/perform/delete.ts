import { diagnosticsOf } from "../../diagnostic/refusal.js";
import type { Tasks } from "../../schema/provider.js";
import type { Instance } from "../instance.js";
import { refresh } from "../refresh.js";
import { moreWouldBeLost } from "./more-would-be-lost.js";
import { identityOf } from "./read.js";
import type { Outcome, Step, Surroundings } from "./step.js";
import { putBack } from "./take-over.js";
import { workOf } from "./work.js";

/** Deletes an object. What is gone already is a success; a singleton gets back what stood there before. */
export async function performDelete<C extends Tasks>(
  step: Step<C> & { readonly prior: Instance },
  around: Surroundings<C>,
): Promise<Outcome> {
  const { resource, prior } = step;
  const { work, warnings } = workOf(around, undefined);
  const identity = identityOf(resource, prior.attributes);
  try {
    around.connection.forget();
    if (resource.singleton === true) {
      await putBack(resource, work, prior);
      return { instance: undefined, diagnostics: warnings };
    }
    const observed = await resource.verbs.read(around.connection, identity);
    if (observed === undefined) return { instance: undefined, diagnostics: [] };
    const now = refresh(resource, prior, observed);
    const lost = moreWouldBeLost(resource, prior, now);
    if (lost.length > 0) return { instance: now, diagnostics: lost };
    if (resource.verbs.delete === undefined) throw new Error(`${resource.type} has no delete`);
    await resource.verbs.delete(work, { identity, prior: now.attributes, observed });
    return { instance: undefined, diagnostics: warnings };
  } catch (thrown) {
    return { instance: prior, diagnostics: [...warnings, ...diagnosticsOf(thrown)] };
  } finally {
    around.connection.forget();
  }
}
