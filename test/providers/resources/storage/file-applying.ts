import { createHash } from "node:crypto";

import { expect } from "vitest";

import type { ValueObject } from "../../../../lib/value/value.js";
import type { Executor } from "../../../contract/executor.js";

/** The SHA-256 of bytes, in hexadecimal digits. */
export const sha256 = (bytes: Buffer | string): string => createHash("sha256").update(bytes).digest("hex");

const place = { node_name: "pve1", datastore_id: "local" };

/** Code for a file from a path or URL. */
export const fromFile = (path: string, more: ValueObject = {}): ValueObject => ({
  ...place,
  source_file: [{ path, ...more }],
});

/** Code for a file whose text stands in it. */
export const fromText = (data: string, more: ValueObject = {}): ValueObject => ({
  ...place,
  source_raw: [{ data, file_name: "raw.iso", ...more }],
});

/** Applies what must succeed, and answers what stands in the state then. */
export async function applied(executor: Executor, code: ValueObject): Promise<ValueObject> {
  const plan = await executor.plan(code);
  expect(plan.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const { errors, instance } = await plan.apply();
  expect(errors).toEqual([]);
  return instance?.attributes ?? {};
}

/** Applies what must fail, and answers what is said. */
export async function failed(executor: Executor, code: ValueObject): Promise<string> {
  const { errors } = await (await executor.plan(code)).apply();
  expect(errors).not.toEqual([]);
  return JSON.stringify(errors);
}
