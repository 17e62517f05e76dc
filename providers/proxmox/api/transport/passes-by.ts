import { BlockList, isIP, isIPv4 } from "node:net";

/**
 * Whether an address is reached without the proxy: what NO_PROXY lists (names with all below them, addresses,
 * networks, each with or without a port, `*`), and always this machine itself.
 */
export function passesBy(exceptions: string, address: URL): boolean {
  const host = address.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  const port = address.port === "" ? (address.protocol === "http:" ? "80" : "443") : address.port;
  if (host === "localhost" || isWithin(host, "127.0.0.0/8") || host === "::1") return true;
  return exceptions
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => covers(entry.toLowerCase(), host, port));
}

function covers(entry: string, host: string, port: string): boolean {
  if (entry === "*") return true;
  if (entry.includes("/")) return isWithin(host, entry);
  const [, bracketed, plain, wanted] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(entry) ?? [
    undefined,
    undefined,
    entry,
  ];
  if (wanted !== undefined && wanted !== port) return false;
  const name = bracketed ?? plain ?? entry;
  return host === name || host.endsWith(name.startsWith(".") ? name : `.${name}`);
}

function isWithin(host: string, network: string): boolean {
  const [base = "", bits = ""] = network.split("/");
  if (isIP(host) === 0 || isIP(host) !== isIP(base) || !/^\d+$/.test(bits)) return false;
  const kind = isIPv4(host) ? "ipv4" : "ipv6";
  if (Number(bits) > (kind === "ipv4" ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(base, Number(bits), kind);
  return list.check(host, kind);
}
