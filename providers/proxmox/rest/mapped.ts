import { Refusal } from "../../../lib/diagnostic/refusal.js";
import type { Attributes } from "../../../lib/schema/attribute.js";
import { ApiError } from "../api/api-error.js";
import { told } from "../api/told.js";
import { attributeOf } from "./parameters-of.js";

/** Runs a request and tells PVE's complaints about parameters as complaints about attributes. */
export async function mapped<T>(attributes: Attributes, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (thrown) {
    if (thrown instanceof ApiError) throw new Refusal(told(thrown.refused, attributeOf(attributes)));
    throw thrown;
  }
}
