import { unchecked } from "../../../api/typed-calls.js";
import { at, type Target } from "./target.js";
import type { Parameters } from "./writing.js";

export interface ConfigurationWrite {
  readonly parameters: Parameters;
  /** Sent along: PVE refuses if somebody else wrote meanwhile. */
  readonly digest: string | undefined;
}

/** The request that sets keys of a configuration and removes others. */
export function configurationBody(target: Target, { parameters, digest }: ConfigurationWrite) {
  const entries = Object.entries(parameters);
  const gone = entries.filter(([, value]) => value === undefined).map(([key]) => key);
  return {
    ...at(target),
    ...unchecked(Object.fromEntries(entries.filter(([, value]) => value !== undefined))),
    ...(gone.length === 0 ? {} : { delete: gone.join(",") }),
    ...(digest === undefined ? {} : { digest }),
  };
}
