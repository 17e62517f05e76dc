import { refuse } from "../../../lib/diagnostic/refusal.js";
import { fingerprintOf, keyText, type PublicKey } from "./public-key.js";
import { addKnownHost, alone, readKnownHosts } from "./known-hosts-file.js";
import { hostName, judge, linesFor, type Judgement, type KnownHost } from "./known-hosts.js";
import type { Place } from "./reach.js";
import type { SshSettings } from "./settings/ssh-settings.js";

/** Whom to take for a node. */
export interface Trust {
  /**
   * Signature algorithms to ask the server for, first those of the keys that are known. Several lists: each is asked for
   * on a connection of its own, until a key is shown that is trusted.
   */
  readonly algorithms: readonly (readonly string[])[];
  /** Throws a refusal for a key that is not to be trusted; answers what is to be told of one that is. */
  verify(key: PublicKey): Promise<string | undefined>;
}

type Wanted = Pick<SshSettings, "knownHosts" | "hostKeyChecking" | "hostKeys">;

/** What the settings and the file of known hosts say about the keys of a node. */
export async function trustIn(settings: Wanted, place: Place): Promise<Trust> {
  const pins = settings.hostKeys.get(place.node);
  if (pins !== undefined) return pinned(pins, place);
  const { host, port } = place;
  const names = [...new Set([hostName(host, port), hostName(host, 22)])];
  const known = await readKnownHosts(settings.knownHosts).catch((thrown: unknown) =>
    unreadable(thrown, settings),
  );
  const lines = linesFor(names[0] ?? "", known);
  return {
    algorithms: [preferring(lines.filter(({ marker }) => marker === undefined).map(({ key }) => key.type))],
    // The file is read again: another node of the same address may have been written meanwhile.
    verify: (key) => alone(() => compare(key, { settings, place, names })),
  };
}

interface Comparing {
  readonly settings: Wanted;
  readonly place: Place;
  /** With the port, and without, as OpenSSH looks too. */
  readonly names: readonly string[];
}

async function compare(key: PublicKey, { settings, place, names }: Comparing): Promise<string | undefined> {
  const known = await readKnownHosts(settings.knownHosts);
  const [judgement, ...others] = names.map((name) => judge(key, linesFor(name, known)));
  if (judgement === undefined) throw new Error("a host has a name");
  const revoked = [judgement, ...others].find(({ kind }) => kind === "revoked");
  if (revoked !== undefined) return told(revoked, key, { settings, place, names });
  const isKnownWithoutPort = judgement.kind === "unknown" && others.some(({ kind }) => kind === "known");
  return isKnownWithoutPort ? undefined : told(judgement, key, { settings, place, names });
}

async function told(
  judgement: Judgement,
  key: PublicKey,
  { settings, place, names: [name = ""] }: Comparing,
): Promise<string | undefined> {
  const { knownHosts, hostKeyChecking } = settings;
  switch (judgement.kind) {
    case "known":
      return undefined;
    case "revoked":
      return refuse(`the host key of ${place.node} is revoked`, {
        detail: `${place.text} shows ${keyText(key)}, which ${knownHosts}:${judgement.line} revokes. Do not connect: whoever has this key can pretend to be the node. Make new host keys on the node, and take the revocation out only if it is wrong.`,
      });
    case "changed":
      return refuse(`the host key of ${place.node} has changed`, {
        detail: changedText(key, { known: judgement.known, place, knownHosts, name }),
      });
    case "unknown": {
      const authority =
        judgement.authorityLine === undefined
          ? ""
          : ` ${knownHosts}:${judgement.authorityLine} trusts an authority for it, but host certificates can't be checked here.`;
      if (hostKeyChecking === "strict")
        return refuse(`the host key of ${place.node} is not known`, {
          detail: `${place.text} shows ${keyText(key)}, and ${knownHosts} has no line for ${name}.${authority} Compare it with ssh-keygen -lf on the node, then add it (ssh-keyscan -p ${place.port} ${place.host} >> ${knownHosts}), pin it in ssh.host_keys, or set ssh.host_key_checking to accept-new.`,
        });
      try {
        await addKnownHost(knownHosts, name, key);
        return `its host key ${fingerprintOf(key)} was not known and now stands in ${knownHosts}`;
      } catch (thrown) {
        return `its host key ${fingerprintOf(key)} is not known, and ${knownHosts} can't be written: ${messageOf(thrown)}`;
      }
    }
  }
}

function changedText(
  key: PublicKey,
  {
    known,
    place,
    knownHosts,
    name,
  }: {
    readonly known: readonly KnownHost[];
    readonly place: Place;
    readonly knownHosts: string;
    readonly name: string;
  },
): string {
  const lines = known.map(({ line, key: old }) => `  known  ${keyText(old)}  (${knownHosts}:${line})`);
  return [
    `${place.text} shows another key than before. Somebody may be listening in between.`,
    ...lines,
    `  shown  ${keyText(key)}`,
    `If the node was installed anew: ssh-keygen -R '${name}' -f ${knownHosts}. Otherwise do not connect.`,
  ].join("\n");
}

function pinned(pins: readonly string[], place: Place): Trust {
  const fits = (key: PublicKey) => (pin: string) =>
    pin.startsWith("SHA256:")
      ? pin.replace(/=$/, "") === fingerprintOf(key)
      : pin.split(/\s+/)[1] === key.base64;
  const types = pins.flatMap((pin) => (pin.startsWith("SHA256:") ? [] : [pin.split(/\s+/)[0] ?? ""]));
  return {
    // A fingerprint doesn't tell its key's type: the server is asked for each.
    algorithms: types.length === pins.length ? [preferring(types)] : hostKeyTypes.map(algorithmsOf),
    verify: async (key) => {
      if (pins.some(fits(key))) return undefined;
      return refuse(`${place.node} shows another host key than the pinned one`, {
        path: ["ssh", 0, "host_keys"],
        detail: [
          `${place.text}:`,
          ...pins.map((pin) => `  pinned  ${pin.startsWith("SHA256:") ? pin : pinText(pin)}`),
          `  shown   ${keyText(key)}`,
          "If the node's keys were renewed, pin the new one; otherwise do not connect.",
        ].join("\n"),
      });
    },
  };
}

function pinText(pin: string): string {
  const [type = "", base64 = ""] = pin.split(/\s+/);
  return keyText({ type, base64 });
}

/** All algorithms, those of some types first: a server that has a known key must show that one. */
function preferring(types: readonly string[]): readonly string[] {
  const usable = types.filter((type) => (hostKeyTypes as readonly string[]).includes(type));
  return [...new Set([...usable, ...hostKeyTypes].flatMap(algorithmsOf))];
}

function unreadable(thrown: unknown, { knownHosts }: Wanted): never {
  return refuse(`${knownHosts} can't be read`, {
    path: ["ssh", 0, "known_hosts"],
    detail: `${messageOf(thrown)}. Make it readable, or name another file in ssh.known_hosts.`,
  });
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The algorithms that a key of this type signs with, best first. */
function algorithmsOf(type: string): readonly string[] {
  return type === "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"] : [type];
}

/** All types that servers are asked for, in the order of preference if nothing is known. */
const hostKeyTypes = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "ssh-rsa",
] as const;
