import { textLike } from "../../../lib/schema/types.js";

const allowed = "a time such as `2030-01-31T00:00:00Z`";

const secondsOf = (text: string) => (text === "" ? 0 : Math.floor(Date.parse(text) / 1000));

/** A point in time, or none: RFC 3339 in code, whole seconds since 1970 in PVE, where 0 stands for never. */
export const expiry = {
  type: textLike(/^(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?$/, allowed).refine(
    (text) => text === "" || !Number.isNaN(Date.parse(text)),
    allowed,
  ),
  options: {
    encode: secondsOf,
    decode: (seconds: string): string =>
      seconds === "0" ? "" : new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z"),
    canonical: secondsOf,
    absent: "",
    clear: { value: "1970-01-01T00:00:00Z" },
  },
} as const;
