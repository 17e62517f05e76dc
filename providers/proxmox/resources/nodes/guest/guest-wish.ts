import type { ValueObject } from "../../../../../lib/value/value.js";

/** What a guest shall be. */
export interface GuestWish {
  readonly planned: ValueObject;
  /** Write-only values, in the attributes' shape. */
  readonly secrets: ValueObject;
}
