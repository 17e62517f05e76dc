import { diagnosticsOf } from "../../diagnostic/refusal.js";
import type { Resource } from "../../schema/resource.js";
import type { ValueObject } from "../../value/value.js";
import { propose, type Proposal } from "../propose.js";
import type { Instance } from "../instance.js";

/** What an object should be, with what lies outside of its code looked at. Never throws. */
export async function proposeForeseen<C>(
  resource: Pick<Resource<C>, "attributes" | "rules" | "verbs">,
  { prior, configuration }: { readonly prior: Instance | undefined; readonly configuration: ValueObject },
): Promise<Proposal> {
  const { values, diagnostics = [] } = await foresight(resource, { prior, configuration });
  const proposal = propose(resource, { prior, configuration, foreseen: values });
  return { ...proposal, diagnostics: [...proposal.diagnostics, ...diagnostics] };
}

async function foresight<C>(
  { verbs }: Pick<Resource<C>, "verbs">,
  { prior, configuration }: { readonly prior: Instance | undefined; readonly configuration: ValueObject },
) {
  if (verbs.foresee === undefined) return { values: {} };
  const known =
    prior === undefined ? undefined : { attributes: prior.attributes, facts: prior.private.facts };
  try {
    return await verbs.foresee({ configuration, prior: known });
  } catch (thrown) {
    return { values: {}, diagnostics: diagnosticsOf(thrown) };
  }
}
