import type { Attributes, EffectOf } from "../../../../../lib/schema/attribute.js";
import { managed } from "../../../../../lib/schema/roles.js";
import { nested, slots } from "../../../../../lib/schema/structures.js";
import { flag, integer, listOf, oneOf, text, textLike } from "../../../../../lib/schema/types.js";
import { words } from "../guest/key-notations.js";
import { coldEffect } from "../guest/effects.js";
import { pluggedEffect } from "./effects.js";

/** Where the drive is if the author does not say. */
export const defaultDrive = "ide2";

/** A SCSI drive can be pulled while the guest runs; none can be plugged. */
const driveEffect: EffectOf = (change, facts) => {
  const slot = change.siblings.before?.["slot"] ?? facts["cloud_init_slot"];
  return change.after === null && typeof slot === "string" && slot.startsWith("scsi")
    ? pluggedEffect("disk", change, facts)
    : coldEffect(change, facts);
};

const keyList = {
  absent: [] as readonly string[],
  canonical: (keys: readonly string[]) => keys.map((key) => key.trim()).filter((key) => key !== ""),
  encode: (keys: readonly string[]) => encodeURIComponent(keys.map((key) => key.trim()).join("\n")),
  decode: (stored: string) =>
    decodeURIComponent(stored)
      .split(/\r?\n/)
      .filter((key) => key.trim() !== ""),
};

/** The keys that the cloud-init drive is made from: one line each. PVE takes them at once; the guest at its next start. */
// prettier-ignore
export const cloudInitKeys = {
  user: managed(text, "User that the password and the SSH keys are for.", { key: "ciuser", absent: "", canonical: (name) => name.trim() }),
  ssh_keys: managed(listOf(text), "Public SSH keys of the user.", { key: "sshkeys", ...keyList }),
  name_servers: managed(listOf(text), "DNS servers; the node's if unset.", { key: "nameserver", ...words }),
  search_domain: managed(text, "DNS search domain; the node's if unset.", { key: "searchdomain", absent: "", canonical: (domain) => domain.trim() }),
  type: managed(oneOf("configdrive2", "nocloud", "opennebula"), "Data source; by the operating system if unset.", { key: "citype" }),
  upgrade: managed(flag, "Upgrades packages at the first start.", { key: "ciupgrade" }),
} satisfies Attributes;

/** Snippets that take the place of what PVE would generate: the parts of `cicustom`. */
export const snippetParts = {
  user: managed(text, "Volume id of the user data."),
  vendor: managed(text, "Volume id of the vendor data."),
  network: managed(text, "Volume id of the network configuration."),
  meta: managed(text, "Volume id of the meta data."),
} satisfies Attributes;

const address = textLike(
  /^(dhcp|auto|[0-9a-fA-F.:]+\/\d+)$/,
  "must be `dhcp`, `auto` (IPv6) or an address with its prefix: 10.0.0.5/24",
);
const lowerCase = { canonical: (text: string) => text.toLowerCase() };

/** One interface's addresses: the parts of `ipconfigN`. */
export const addressParts = {
  ip: managed(address, "IPv4: `dhcp`, or an address with its prefix."),
  gateway: managed(text, "IPv4 gateway.", { key: "gw", requires: "ip" }),
  ip6: managed(address, "IPv6: `dhcp`, `auto`, or an address with its prefix.", lowerCase),
  gateway6: managed(text, "IPv6 gateway.", { key: "gw6", requires: "ip6", ...lowerCase }),
} satisfies Attributes;

export const cloudInit = nested("managed", "Cloud-init: what a cloud image is told at its start.", {
  attributes: {
    storage: managed(text, "Storage of the drive that carries the data. Without it there is no drive.", {
      effect: driveEffect,
    }),
    slot: managed(
      textLike(/^(ide[0-3]|sata[0-5]|scsi([12]?\d|30))$/, "must be a slot: ide2"),
      `Slot of the drive; ${defaultDrive} if unset.`,
    ),
    password: managed(text, "Password of the user.", { writeOnly: { version: "password_version" } }),
    password_version: managed(integer(), "Change it to have the password written again."),
    ...cloudInitKeys,
    addresses: slots("managed", "Addresses by interface.", { slot: { net: 31 }, attributes: addressParts }),
    snippets: nested("managed", "Own documents in place of the generated ones.", {
      attributes: snippetParts,
    }),
  },
});
