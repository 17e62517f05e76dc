import type { Attributes } from "../../../../../lib/schema/attribute.js";
import { assigned, managed } from "../../../../../lib/schema/roles.js";
import {
  decimal,
  flag,
  integer,
  listOf,
  mapOf,
  oneOf,
  text,
  textLike,
} from "../../../../../lib/schema/types.js";
import { atNextStart, cold } from "../guest/effects.js";
import { guestName, notes, words } from "../guest/key-notations.js";
import { guestKeys } from "../guest/keys.js";
import { description, variables } from "./key-notations.js";

const nameServer = textLike(/^[0-9a-fA-F.:]+(%[\w.-]+)?$/, "must be an address: 1.1.1.1");
const command = textLike(/^(\t|\P{Cc})+$/u, "must be a command in one line");
const variable = textLike(/^(\t|\P{Cc})*$/u, "must be one line");

/**
 * The plain keys of a container's configuration: one line a key, and nothing else to write for it. The attribute's
 * name, its type, what it is for, the key that PVE knows it by (where the name differs), and what a change costs.
 */
// prettier-ignore
export const keys = {
  hostname: managed(guestName, "Its host name, a DNS name; `CT` and its number if unset.", { effect: atNextStart }),
  description: managed(notes, "Notes, Markdown.", description),
  ...guestKeys,
  os_type: assigned(oneOf("debian", "devuan", "ubuntu", "centos", "fedora", "opensuse", "archlinux", "alpine", "gentoo", "nixos", "unmanaged"), "Its system, which PVE sets up at every start; found in the template if unset. `unmanaged`: nothing is set up.", { key: "ostype", effect: cold }),
  architecture: assigned(oneOf("amd64", "i386", "arm64", "armhf", "riscv32", "riscv64"), "Its architecture; found in the template if unset.", { key: "arch", effect: cold }),
  cores: managed(integer({ min: 1, max: 8192 }), "Cores that it may use; all of the node if unset."),
  cpu_limit: managed(decimal.min(0).max(8192), "Processor time at most, in processors; 0: no limit.", { key: "cpulimit" }),
  cpu_units: managed(integer({ min: 0, max: 500000 }), "Share of processor time against other guests.", { key: "cpuunits", canonical: (units) => Math.max(2, units) }),
  memory: managed(integer({ min: 16 }), "Memory, MiB. Where it leaves the code, it becomes PVE's 512.", { clear: { value: 512 } }),
  swap: managed(integer({ min: 0 }), "Swap, MiB."),
  name_servers: managed(listOf(nameServer), "DNS servers; the node's if unset.", { key: "nameserver", ...words, effect: cold }),
  search_domains: managed(listOf(text), "DNS search domains; the node's if unset.", { key: "searchdomain", ...words, effect: cold }),
  timezone: managed(text, "Time zone: `Europe/Vienna`, or `host` for the node's; the template's if unset.", { effect: cold }),
  console: managed(flag, "Whether it has a console (/dev/console).", { effect: cold }),
  console_mode: managed(oneOf("tty", "console", "shell"), "Where its console leads: to a terminal, to /dev/console, or to a shell without a login.", { key: "cmode", effect: cold }),
  terminals: managed(integer({ min: 0, max: 6 }), "Terminals (/dev/tty1 and so on).", { key: "tty", effect: cold }),
  debug: managed(flag, "Tells more in the log of its start.", { effect: cold }),
  entrypoint: managed(command, "Command that runs first; `/sbin/init` if unset. Proxmox VE 9.1 and later.", { effect: cold }),
  environment: managed(mapOf(variable), "Variables of the command that runs first. Proxmox VE 9.1 and later.", { key: "env", ...variables, effect: cold }),
} satisfies Attributes;
