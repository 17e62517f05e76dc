import { isUnknown, type Value } from "../value/value.js";
import { isSecret } from "./secret.js";

/** What stands on a screen for a value that can't be shown; undefined for one that can. */
export function wordFor(value: Value): string | undefined {
  if (isSecret(value)) return "(secret)";
  return isUnknown(value) ? "(known after apply)" : undefined;
}
