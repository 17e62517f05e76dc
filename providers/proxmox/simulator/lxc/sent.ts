import type { Call } from "../call.js";
import type { Configuration } from "../guests/guest.js";
import { isKey } from "./declared.js";

/** The container's keys of a request, as sent. */
export function sentKeys({ parameters }: Call): Configuration {
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([key]) => isKey(key))
      .map(([key, value]) => [key, String(value)]),
  );
}
