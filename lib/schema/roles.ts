import type { z } from "zod";

import type { Leaf, LeafOptions, Role } from "./attribute.js";

type Options<T, Left extends keyof LeafOptions> = Omit<LeafOptions<T>, Left>;

function leaf<R extends Role>(role: R) {
  return <T>(type: z.ZodType<T>, description: string, options: LeafOptions<T> = {}): Leaf<T, R> => ({
    kind: "leaf",
    role,
    type,
    description,
    ...options,
  });
}

type NoDefault = "default" | "changesWith";

/** The author must say it. */
export const required: <T>(
  type: z.ZodType<T>,
  description: string,
  options?: Options<T, NoDefault | "clear" | "absent">,
) => Leaf<T, "required"> = leaf("required");

/** The author may say it; unset means absent, or the stated default. */
export const optional: <T>(
  type: z.ZodType<T>,
  description: string,
  options?: Options<T, "changesWith">,
) => Leaf<T, "optional"> = leaf("optional");

/** The author may say it; unset means unmanaged. */
export const managed: <T>(
  type: z.ZodType<T>,
  description: string,
  options?: Options<T, NoDefault>,
) => Leaf<T, "managed"> = leaf("managed");

/** The object says it. */
export const computed: <T>(
  type: z.ZodType<T>,
  description: string,
  options?: Options<T, "default" | "clear" | "absent" | "origin" | "writeOnly" | "encode">,
) => Leaf<T, "computed"> = leaf("computed");

/** The author may say it, else the object does, once. */
export const assigned: <T>(
  type: z.ZodType<T>,
  description: string,
  options?: Options<T, "default" | "clear" | "writeOnly">,
) => Leaf<T, "assigned"> = leaf("assigned");
