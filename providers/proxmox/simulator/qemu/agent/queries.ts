import { netSlot, type Guest } from "../../guests/guest.js";
import { figures } from "../../guests/row.js";
import type { World } from "../../world.js";
import type { AgentState, GuestInterface } from "./script.js";

interface Subject {
  readonly world: World;
  readonly guest: Guest;
  readonly agent: AgentState;
}

const blockBytes = 128 * 2 ** 20;
const noTraffic = Object.fromEntries(
  ["rx", "tx"].flatMap((way) => ["bytes", "packets", "errs", "dropped"].map((what) => [`${way}-${what}`, 0])),
);
const tiny = {
  id: "tiny",
  name: "Tiny",
  "pretty-name": "Tiny guest",
  "version-id": "1",
  machine: "x86_64",
  "kernel-release": "6.1.0-56-amd64",
  "kernel-version": "#1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-11-16)",
};
const loopback: GuestInterface = {
  name: "lo",
  "hardware-address": "00:00:00:00:00:00",
  "ip-addresses": [
    { "ip-address": "127.0.0.1", "ip-address-type": "ipv4", prefix: 8 },
    { "ip-address": "::1", "ip-address-type": "ipv6", prefix: 128 },
  ],
};
const supported = [
  "exec",
  "exec-status",
  "file-close",
  "file-open",
  "file-read",
  "file-write",
  "fsfreeze-freeze",
  "fsfreeze-status",
  "fsfreeze-thaw",
  "fstrim",
  "get-fsinfo",
  "get-host-name",
  "get-memory-block-info",
  "get-memory-blocks",
  "get-osinfo",
  "get-time",
  "get-timezone",
  "get-users",
  "get-vcpus",
  "info",
  "network-get-interfaces",
  "ping",
  "set-user-password",
  "shutdown",
  "suspend-disk",
  "suspend-hybrid",
  "suspend-ram",
];
const silent = new Set(["shutdown", "suspend-disk", "suspend-hybrid", "suspend-ram"]);

/** What an agent answers to the commands without parameters. */
const queries: Readonly<Record<string, (subject: Subject) => unknown>> = {
  "fsfreeze-freeze": ({ agent }) => freeze(agent, true),
  "fsfreeze-status": ({ agent }) => (agent.isFrozen ? "frozen" : "thawed"),
  "fsfreeze-thaw": ({ agent }) => freeze(agent, false),
  fstrim: () => ({ paths: [] }),
  "get-fsinfo": ({ agent }) => agent.script.filesystems ?? [],
  "get-host-name": ({ agent }) => ({ "host-name": agent.script.hostName ?? "guest" }),
  "get-memory-block-info": () => ({ size: blockBytes }),
  "get-memory-blocks": ({ world, guest }) =>
    numbered(figures(world, guest).maxmem / blockBytes).map((index) => ({
      "phys-index": index,
      online: true,
      "can-offline": true,
    })),
  "get-osinfo": ({ agent }) => agent.script.osinfo ?? tiny,
  "get-time": ({ world }) => world.clock.now() * 1e6,
  "get-timezone": () => ({ offset: 0, zone: "UTC" }),
  "get-users": ({ agent }) => agent.script.users ?? [],
  "get-vcpus": ({ world, guest }) =>
    numbered(figures(world, guest).maxcpu).map((index) => ({
      "logical-id": index,
      online: true,
      "can-offline": index > 0,
    })),
  info: () => ({
    version: "7.2.22",
    supported_commands: supported.map((name) => ({
      name: `guest-${name}`,
      enabled: true,
      "success-response": !silent.has(name),
    })),
  }),
  "network-get-interfaces": ({ guest, agent }) =>
    (agent.script.interfaces ?? [loopback, ...cards(guest)]).map((each) => ({
      statistics: noTraffic,
      ...each,
    })),
};

/** What the agent says to a command; one that only acts is answered with nothing in it. */
export function agentAnswer(subject: Subject, command: string): unknown {
  return queries[command]?.(subject) ?? {};
}

function freeze(agent: AgentState, isFrozen: boolean): number {
  agent.isFrozen = isFrozen;
  return agent.script.filesystems?.length ?? 0;
}

const numbered = (count: number) => [...Array(Math.max(1, Math.ceil(count))).keys()];

function cards({ config }: Guest): readonly GuestInterface[] {
  return Object.keys(config)
    .filter((key) => netSlot.test(key))
    .sort((one, other) => Number(one.slice(3)) - Number(other.slice(3)))
    .map((key, index) => card(`eth${index}`, config[key] ?? "", config[`ipconfig${key.slice(3)}`] ?? ""));
}

/** A card that cloud-init gives no address has one that its MAC tells. */
function card(name: string, line: string, ipconfig: string): GuestInterface {
  const mac = (/(?:[0-9a-f]{2}:){5}[0-9a-f]{2}/i.exec(line)?.[0] ?? "00:00:00:00:00:00").toLowerCase();
  const bytes = mac.split(":").map((byte) => parseInt(byte, 16)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [, given, prefix] = /(?:^|,)ip=([\d.]+)\/(\d+)/.exec(ipconfig) ?? [];
  return {
    name,
    "hardware-address": mac,
    "ip-addresses": [
      {
        "ip-address": given ?? `10.77.${bytes[4]}.${bytes[5]}`,
        "ip-address-type": "ipv4",
        prefix: Number(prefix ?? 16),
      },
      { "ip-address": linkLocal(bytes), "ip-address-type": "ipv6", prefix: 64 },
    ],
  };
}

function linkLocal([a, b, c, d, e, f]: readonly [number, number, number, number, number, number]): string {
  const group = (high: number, low: number) => ((high << 8) | low).toString(16);
  return `fe80::${group(a ^ 2, b)}:${group(c, 0xff)}:${group(0xfe, d)}:${group(e, f)}`;
}
