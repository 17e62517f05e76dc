/** A point in time: RFC 3339 in code, seconds since 1970 in PVE, where 0 stands for never. */
export const expiry = {
  encode: (text: string): number => Math.floor(Date.parse(text) / 1000),
  decode: (seconds: string): string =>
    seconds === "0" ? "" : new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z"),
  canonical: (text: string): number => (text === "" ? 0 : Date.parse(text)),
  absent: "",
  clear: { value: "1970-01-01T00:00:00Z" },
} as const;
