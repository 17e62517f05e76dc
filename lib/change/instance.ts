import type { Facts } from "../schema/attribute.js";
import type { ValueObject } from "../value/value.js";

/** A resource as the state knows it. */
export interface Instance {
  readonly attributes: ValueObject;
  readonly private: PrivateData;
}

/** What both executors keep beside the attributes; Terraform stores it as the instance's private data. */
export interface PrivateData {
  /** Paths of the leaves and slots that we wrote (`pathText`). Only these are removed when they leave the code. */
  readonly owned: readonly string[];
  /** Paths that the object has and we neither show nor own: somebody else's. Marks only, never values. */
  readonly others: readonly string[];
  /** What the last read found out for planning. */
  readonly facts: Facts;
  /** For a singleton: what stood at the owned leaves before we took over. */
  readonly before?: ValueObject;
}

export const nothingOwned: PrivateData = { owned: [], others: [], facts: {} };

/** Private data as the executors store it. */
export function encodePrivate(data: PrivateData): string {
  return JSON.stringify(data);
}

/** Reads stored private data; lost or foreign data means: nothing owned. */
export function decodePrivate(text: string): PrivateData {
  if (text === "") return nothingOwned;
  try {
    return { ...nothingOwned, ...(JSON.parse(text) as Partial<PrivateData>) };
  } catch {
    return nothingOwned;
  }
}
