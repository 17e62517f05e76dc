import { tableParameters } from "../guest/table-parameters.js";
import type { Parameters, Writing } from "../guest/writing.js";
import { tables } from "./tables.js";
import { volumeParameters } from "./volume-parameters.js";

/** The parameters that bring a configuration from what is stored to what is planned. */
export function parametersFor(writing: Writing): Parameters {
  return { ...tableParameters(tables, writing), ...volumeParameters(writing) };
}
