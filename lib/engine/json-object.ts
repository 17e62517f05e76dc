import { refuse } from "../diagnostic/refusal.js";
import { isObject, type Value, type ValueObject } from "../value/value.js";

/** The object that a file's text is. Throws a refusal that names the file where it is none. */
export function jsonObject(text: string, path: string): ValueObject {
  try {
    const json = JSON.parse(text) as Value;
    if (isObject(json)) return json;
  } catch {
    // Told below, together with JSON of another shape.
  }
  return refuse(`${path} holds no JSON object`);
}
