import type { ValueObject } from "../../../../../lib/value/value.js";
import { changesToward } from "./changes-toward.js";
import { parametersFor } from "./parameters.js";

export interface NewGuest {
  readonly planned: ValueObject;
  readonly secrets: ValueObject;
}

/** The configuration of a guest that is made new. */
export function creationParameters({ planned, secrets }: NewGuest): Readonly<Record<string, string>> {
  const changes = changesToward(planned, {});
  const parameters = parametersFor({ changes, planned, secrets, configuration: {} });
  return Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
