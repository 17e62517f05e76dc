import { warning, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { diagnosticsOf } from "../../diagnostic/refusal.js";
import type { Need } from "../../schema/need.js";
import type { Resource } from "../../schema/resource.js";
import type { ValueObject } from "../../value/value.js";
import type { Decision } from "../decide.js";
import type { Instance } from "../instance.js";
import { intendedBy } from "../intended.js";

/** What is to become of one object. */
export interface Deciding {
  readonly decision: Pick<Decision, "action" | "changes">;
  readonly prior: Instance | undefined;
  readonly planned: ValueObject | undefined;
}

/** What a decision needs of the world. Where that can't be found out, the change itself will tell: it is a warning. */
export async function needsOf<C>(
  { verbs }: Resource<C>,
  connection: C,
  { decision, prior, planned }: Deciding,
): Promise<{ readonly needs: readonly Need[]; readonly diagnostics: readonly Diagnostic[] }> {
  const { needs } = verbs;
  if (needs === undefined) return { needs: [], diagnostics: [] };
  try {
    const found = await Promise.all(
      intendedBy(decision, { prior, planned }).map((change) => needs(connection, change)),
    );
    return { needs: found.flat(), diagnostics: [] };
  } catch (thrown) {
    const because = diagnosticsOf(thrown).map(({ summary }) => summary);
    return {
      needs: [],
      diagnostics: [warning("what this change needs could not be checked", { detail: because.join("; ") })],
    };
  }
}
