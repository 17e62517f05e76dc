import { error, type Diagnostic } from "../../diagnostic/diagnostic.js";
import { diagnosticsOf, refuse } from "../../diagnostic/refusal.js";
import { importText, parseImport } from "../../schema/import-id.js";
import type { Attributes } from "../../schema/attribute.js";
import type { Observed, Resource } from "../../schema/resource.js";
import { pathText } from "../../value/path.js";
import type { Value, ValueObject } from "../../value/value.js";
import { adopt, unknownNames } from "../adopt.js";
import type { Instance } from "../instance.js";
import { refresh } from "../refresh.js";
import { identityText } from "./identity-text.js";

/** The attributes that say which object it is. */
export function identityOf(resource: Pick<Resource, "identity">, attributes: ValueObject): ValueObject {
  return Object.fromEntries(
    resource.identity.map((name) => [name, attributes[name] ?? null] as [string, Value]),
  );
}

/** What a read ended with. A failed read keeps the instance and says why. */
export interface ReadOutcome {
  readonly instance: Instance | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Brings an instance up to date. It is gone only where the object provably is. */
export async function readInstance<C>(
  resource: Resource<C>,
  connection: C,
  prior: Instance,
): Promise<ReadOutcome> {
  try {
    const observed = await resource.verbs.read(connection, identityOf(resource, prior.attributes));
    return {
      instance: observed === undefined ? undefined : refresh(resource, prior, observed),
      diagnostics: [],
    };
  } catch (thrown) {
    return { instance: prior, diagnostics: diagnosticsOf(thrown) };
  }
}

/** Takes an existing object into the state. Throws a refusal for an id that names none. */
export async function importInstance<C>(resource: Resource<C>, connection: C, id: string): Promise<Instance> {
  const request = parseImport(id);
  const { form, example } = resource.importId;
  const identity = request === undefined ? undefined : resource.importId.parse(request.id);
  if (request === undefined || identity === undefined)
    refuse(`"${id}" does not name a ${resource.type}`, {
      detail: `An import id has the form ${form}, for example ${importText({ id: example })}${ownText(resource.attributes)}.`,
    });
  const wrong = unknownNames(resource.attributes, request.own ?? []);
  if (wrong.length > 0)
    refuse(`${wrong.map(pathText).join(", ")}: no such attribute of ${resource.type}`, {
      detail: `After "own=" stand attributes, slots (attribute.slot) or attributes in slots (attribute.slot.attribute). Attributes: ${Object.keys(resource.attributes).join(", ")}.`,
    });
  const observed = await resource.verbs.read(connection, identity);
  if (observed === undefined)
    refuse(`there is no ${resource.type} "${request.id}"`, { detail: `An import id has the form ${form}.` });
  return adopt(resource, withIdentity(observed, identity), request.own);
}

/** Only what else is left as it is can be taken over. */
function ownText(attributes: Attributes): string {
  const names = Object.keys(attributes).filter((name) => attributes[name]?.role === "managed");
  return names.length === 0
    ? ""
    : `; "?own=${names.slice(0, 2).join(",")}" after it names the attributes that the code takes over`;
}

function withIdentity(observed: Observed, identity: ValueObject): Observed {
  return { ...observed, attributes: { ...identity, ...observed.attributes } };
}

export function existsAlready(resource: Pick<Resource, "type">, identity: ValueObject): Diagnostic {
  return error(`${resource.type} with ${identityText(identity)} exists already`, {
    detail:
      "This stack did not make it, so it is left as it is. Import it to manage it, after `state rm` in the stack that has it, if one does; or choose another name.",
  });
}
