import { diagnosticsOf } from "../../../lib/diagnostic/refusal.js";
import type { SshSettings } from "./settings/ssh-settings.js";

/** Where a node's SSH server is. */
export interface Place {
  readonly node: string;
  readonly host: string;
  readonly port: number;
  /** For messages, with who said so: `192.168.1.5:22 (vmbr0, by the API)`. */
  readonly text: string;
}

/** A network interface of a node, as the API lists them. */
export interface Interface {
  readonly iface: string;
  readonly address?: string;
  readonly gateway?: string;
  readonly address6?: string;
  readonly gateway6?: string;
  readonly priority?: number;
}

/** Finds a node: as the settings say, else by its interfaces, else by its name. */
export async function reach(
  node: string,
  { addresses, addressSource }: Pick<SshSettings, "addresses" | "addressSource">,
  interfacesOf: (node: string) => Promise<readonly Interface[]>,
): Promise<Place> {
  const said = addresses.get(node);
  if (said !== undefined) return place(node, said, "by ssh.node");
  if (addressSource === "dns") return place(node, { address: node, port: 22 }, "its name");
  const interfaces = await interfacesOf(node).catch(whyNot);
  if (typeof interfaces === "string")
    return place(
      node,
      { address: node, port: 22 },
      `its name, since the API tells no address: ${interfaces}`,
    );
  const found = addressAmong(interfaces);
  return found === undefined
    ? place(node, { address: node, port: 22 }, "its name, since none of its interfaces has an address")
    : place(node, { address: found.address, port: 22 }, `${found.iface}, by the API`);
}

/** The first interface with an IPv4 address and gateway, else the same of IPv6, else any IPv4 address. */
export function addressAmong(
  interfaces: readonly Interface[],
): { readonly address: string; readonly iface: string } | undefined {
  const ordered = [...interfaces].sort((one, other) => (one.priority ?? 0) - (other.priority ?? 0));
  const first = (pick: (each: Interface) => string | undefined) =>
    ordered.flatMap((each) => {
      const address = pick(each);
      return address === undefined || address === "" ? [] : [{ address, iface: each.iface }];
    })[0];
  return (
    first(({ address, gateway }) => (gateway === undefined || gateway === "" ? undefined : address)) ??
    first(({ address6, gateway6 }) => (gateway6 === undefined || gateway6 === "" ? undefined : address6)) ??
    first(({ address }) => address)
  );
}

function place(
  node: string,
  { address, port }: { readonly address: string; readonly port: number },
  source: string,
): Place {
  const shown = address.includes(":") ? `[${address}]` : address;
  return { node, host: address, port, text: `${shown}:${port} (${source})` };
}

function whyNot(thrown: unknown): string {
  return diagnosticsOf(thrown)
    .map(({ summary }) => summary)
    .join("; ");
}
