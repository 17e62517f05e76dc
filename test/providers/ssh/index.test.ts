import { expect, it } from "vitest";

import { promisedIn } from "../promised-in.js";

const ssh = "test/providers/ssh";
const guests = "test/providers/resources/vm";

/** What is promised of SSH, and of what is done over it: the file and the words of the test that shows it. */
const index: readonly (readonly [subject: string, file: string, words: string])[] = [
  // SSH: the login.
  [
    "agent, key, password, in that order",
    `${ssh}/login.test.ts`,
    "asks the agent first, then takes the private key, then the password",
  ],
  [
    "the agent's socket, and Windows' pipe",
    `${ssh}/settings/agent.test.ts`,
    "is OpenSSH's pipe on Windows if nothing is said",
  ],
  ["keys of every form", `${ssh}/login.test.ts`, "takes a private key: %s"],
  ["encrypted keys", `${ssh}/settings/private-key.test.ts`, "may be encrypted where the passphrase is given"],
  ["each refused way with its reason", `${ssh}/login.test.ts`, "tells of each way why it did not do"],
  [
    "user and password of the API's login",
    `${ssh}/settings/login.test.ts`,
    "defaults to the user of the API's login where that is one of PAM",
  ],
  [
    "a token without a user for SSH",
    `${ssh}/settings/login.test.ts`,
    "is required at validation where an ssh block is given and the login is a token",
  ],
  // SSH: the way.
  [
    "SOCKS5 without a login, names resolved there",
    `${ssh}/proxy.test.ts`,
    "works without a login, and the proxy resolves the node's name",
  ],
  ["SOCKS5 with a login", `${ssh}/proxy.test.ts`, "works with a login"],
  ["SOCKS5 for all nodes", `${ssh}/proxy.test.ts`, "is the way to all nodes"],
  ["a node's address: the override", `${ssh}/reach.test.ts`, "is what ssh.node says, before all else"],
  [
    "a node's address: IPv4 with gateway, IPv6 with gateway, IPv4, its name",
    `${ssh}/reach.test.ts`,
    "the first interface with an IPv4 address and gateway",
  ],
  [
    "a node's address: node_address_source",
    `${ssh}/reach.test.ts`,
    "is the name's where node_address_source is dns",
  ],
  ["host keys: hashed entries", `${ssh}/host-keys.test.ts`, "is found in hashed entries"],
  ["host keys: several types", `${ssh}/host-keys.test.ts`, "of the type that is known is asked for: %s"],
  ["host keys: [host]:port", `${ssh}/host-keys.test.ts`, "is known by [host]:port, as that port's only"],
  [
    "host keys: @revoked",
    `${ssh}/host-keys.test.ts`,
    "that is revoked is refused, even where another line knows it",
  ],
  [
    "host keys: unknown, accepted and written once",
    `${ssh}/host-keys.test.ts`,
    "that is not known is accepted and written once",
  ],
  [
    "host keys: unknown, refused with strict",
    `${ssh}/host-keys.test.ts`,
    "that is not known is refused with strict checking",
  ],
  [
    "host keys: changed, with both fingerprints",
    `${ssh}/host-keys.test.ts`,
    "that changed is refused with both fingerprints",
  ],
  ["host keys: pinned", `${ssh}/host-keys.test.ts`, "is pinned by its fingerprint, whatever its type"],
  // SSH: the work.
  [
    "sudo with the guide's rules",
    `${ssh}/node.test.ts`,
    "may do all that is needed, and asks for it without doing it",
  ],
  [
    "no injection, whatever a file is called",
    `${ssh}/node.test.ts`,
    "writes a file under any name that is one: %s",
  ],
  ["no injection, in any shell", `${ssh}/command-line.test.ts`, "is the words for any words"],
  [
    "one connection to a node",
    `${ssh}/session.test.ts`,
    "makes one connection for all commands, however many there are at once",
  ],
  [
    "keepalive",
    `${ssh}/keepalive.test.ts`,
    "asks the other side for a sign of life, and keeps the connection while there is one",
  ],
  [
    "keepalive: a silent connection",
    `${ssh}/keepalive.test.ts`,
    "gives a connection up whose other side is silent",
  ],
  ["reconnect", `${ssh}/session.test.ts`, "connects anew where the connection broke between two commands"],
  [
    "checked before the first write",
    "test/providers/faults/ssh.test.ts",
    "is told in the plan with what to do, and leaves nothing",
  ],
  [
    "disks imported where the API can't",
    `${guests}/import-over-ssh.test.ts`,
    "is imported on the node, put into its slot with its options",
  ],
  ["disks found by what is new", `${ssh}/node.test.ts`, "imports a disk and finds it by what is new"],
  [
    "two imports at once do not mix",
    `${ssh}/node.test.ts`,
    "imports several disks of several guests at once",
  ],
  [
    "the plan names the reason for SSH",
    `${guests}/import-over-ssh.test.ts`,
    "whether the API can make a disk from an image",
  ],
];

it.each(index)("%s is shown in %s: %s", (_subject, file, words) => {
  expect(promisedIn(file, words)).not.toEqual([]);
});
