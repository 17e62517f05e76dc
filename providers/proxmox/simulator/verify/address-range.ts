import { addressOf } from "../address.js";

/** What PVE's library for addresses says against a single address, a network or a range. */
export function addressRangeProblem(text: string): string | undefined {
  const [, network, prefix] = /^(\S+?)\/(\d+)$/.exec(text) ?? [];
  if (network !== undefined) return addressProblem(network) ?? prefixProblem(network, Number(prefix));
  const [, first, last] = /^(.+?)\s*-\s*(.+)$/.exec(text) ?? [];
  if (first === undefined || last === undefined) return addressProblem(text);
  const problem = addressProblem(first) ?? addressProblem(last);
  if (problem !== undefined) return problem;
  return bitsOf(first) > bitsOf(last)
    ? `Begin address is greater than End address ${first} - ${last}`
    : undefined;
}

function addressProblem(text: string): string | undefined {
  if (text.includes(":")) return addressOf(text) === undefined ? `Invalid IP address ${text}` : undefined;
  if (!/^[\d.]+$/.test(text)) return `Invalid chars in IP ${text}`;
  if (text.startsWith(".")) return `Invalid IP ${text} - starts with a dot`;
  if (text.endsWith(".")) return `Invalid IP ${text} - ends with a dot`;
  const quads = text.split(".");
  if (quads.length > 4) return `Invalid IP address ${text}`;
  if (quads.includes("")) return `Empty quad in IP address ${text}`;
  const wrong = quads.find((quad) => Number(quad) > 255);
  return wrong === undefined ? undefined : `Invalid quad in IP address ${text} - ${wrong}`;
}

/** A network is named by its first address. */
function prefixProblem(network: string, prefix: number): string | undefined {
  const bits = bitsOf(network);
  if (prefix > bits.length) return `Prefix length ${prefix} is longer than IP address (${bits.length})`;
  return bits.includes("1", prefix) ? `Invalid prefix ${bits}/${prefix}` : undefined;
}

/** An address as binary digits; one of the older kind may lack its last numbers. */
function bitsOf(text: string): string {
  const { value, bits } = addressOf(
    text.includes(":") ? text : [...text.split("."), 0, 0, 0].slice(0, 4).join("."),
  ) ?? { value: 0n, bits: 32 };
  return value.toString(2).padStart(bits, "0");
}
