import { textLike } from "../../../lib/schema/types.js";

const allowed =
  "ports, ranges and services with commas between and no blanks: `22`, `80,443`, `8000:8100`, `ssh`";

/** Ports of a firewall's rule, or none; for ICMP its types. */
export const ports = textLike(/^(?:[A-Za-z0-9:.\-/]+(?:,[A-Za-z0-9:.\-/]+)*)?$/, allowed).refine(
  (text) => text === "" || text.split(",").every(isPort),
  allowed,
);

function isPort(text: string): boolean {
  if (!/^[\d:-]+$/.test(text)) return !text.includes(":");
  const [first = NaN, last = first, ...more] = text.split(":").map(Number);
  return more.length === 0 && first <= last && last <= 65_535;
}
