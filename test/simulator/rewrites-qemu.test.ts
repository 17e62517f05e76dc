import { mkdirSync } from "node:fs";
import { dirname } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Guest } from "../../providers/proxmox/simulator/guests/guest.js";
import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { writeDisk } from "../../providers/proxmox/simulator/storages/disk.js";
import { volumePath } from "../../providers/proxmox/simulator/storages/volume.js";
import {
  changeGuest,
  currentConfiguration,
  impersonal,
  makeGuest,
  measuringNode,
  table,
  type Values,
} from "./tables.js";
import { unlike } from "./unlike.js";

/** What a guest that doesn't run stores of a value. */
interface Rewrite {
  readonly key: string;
  readonly sent: unknown;
  readonly status?: number;
  readonly message?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly stored?: unknown;
  readonly also?: Readonly<Record<string, readonly [before: unknown, after: unknown]>>;
  readonly exit?: string;
}

const rewrites = table<Rewrite>("rewrites-qemu");
const named = ({ key, sent }: Rewrite) => `${key}: ${JSON.stringify(sent)}`;

/** What differs from the recording, and why that is right. */
const differences: readonly (readonly [which: (rewrite: Rewrite) => boolean, reason: string])[] = [];

let simulation: Simulation;
beforeAll(async () => {
  simulation = await measuringNode();
});
afterAll(() => simulation.close());

const kinds: readonly (readonly [
  string,
  (rewrite: Rewrite) => boolean,
  (rewrite: Rewrite) => Promise<object>,
])[] = [
  ["a guest that doesn't run stores", ({ key }) => !key.startsWith("("), ofChange],
  ["a new guest stores", ({ key }) => key === "(create)", ofCreation],
  ["a guest that has much takes", ({ key }) => isStep(key), ofStep],
];

describe.each(kinds)("%s", (_name, belongs, observation) => {
  const rows = rewrites.filter(belongs);

  it(`each of ${rows.length} values as measured`, { timeout: 60_000 }, async () => {
    const comparison = { named, expectation, observation, differences };
    expect(await unlike(rows, comparison)).toBe("");
  });
});

/** One key set or deleted in a configuration with many others: `(set machine=q35)`, `(delete net0)`. */
function isStep(key: string): boolean {
  return /^\((?:set|delete) /.test(key);
}

const trimmed = (errors: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(Object.entries(errors).map(([key, text]) => [key, text.trim()]));

function expectation({ key, status = 200, message = "", errors, stored, also = {} }: Rewrite): object {
  const isWhole = key.startsWith("(");
  return {
    status,
    message: errors === undefined ? message.trim() : "",
    errors: trimmed(errors),
    stored: status === 200 && !isWhole ? comparable(key, long(stored)) : undefined,
    also: Object.fromEntries(
      Object.entries(also)
        .map(([name, [, after]]) => [name, comparable(name, after)] as const)
        .sort(([left], [right]) => (left < right ? -1 : 1)),
    ),
  };
}

let next = 7100;

async function ofChange({ key, sent }: Rewrite): Promise<object> {
  const { world } = simulation;
  const vmid = next++;
  await makeGuest(world, vmid, {
    name: "eff7100",
    memory: 512,
    scsihw: "virtio-scsi-single",
    scsi0: "local:0,import-from=local:import/tiny.qcow2",
    net0: "virtio=BC:24:11:EF:AA:00,bridge=vmbr0",
    boot: "order=scsi0;net0",
  });
  const before = await currentConfiguration(world, vmid);
  const value = String(long(sent)).replaceAll("7100/vm-7100", `${vmid}/vm-${vmid}`);
  const answer = await changeGuest(world, vmid, { [key]: value });
  const after = await currentConfiguration(world, vmid);
  return {
    status: answer.status,
    message: answer.status === 200 || answer.errors !== undefined ? "" : (answer.message ?? "").trim(),
    errors: trimmed(answer.errors),
    stored: answer.status === 200 ? comparable(key, after[key]) : undefined,
    also: changes(before, after, (name) => name !== key),
  };
}

async function ofCreation({ sent }: Rewrite): Promise<object> {
  const { world } = simulation;
  const vmid = next++;
  const answer = await makeGuest(world, vmid, sent as Values);
  const given = Object.fromEntries(
    Object.entries(sent as Values).map(([key, value]) => [key, String(value)]),
  );
  return {
    status: answer.status,
    message: answer.data === "OK" ? "" : String(answer.data),
    errors: {},
    stored: undefined,
    also: changes(
      given,
      await currentConfiguration(world, vmid),
      (name) => name !== "start" && name !== "cdrom",
    ),
  };
}

async function ofStep({ key, stored, also = {} }: Rewrite): Promise<object> {
  const { world } = simulation;
  const vmid = next++;
  await makeGuest(world, vmid, {});
  const guest = world.guests.get(vmid) as Guest;
  const before = { ...(stored as Values), ...mapped(also, ([value]) => value) };
  const own = (value: unknown) => String(value).replace(/\d+\/vm-\d+/g, `${vmid}/vm-${vmid}`);
  guest.config = mapped(
    Object.fromEntries(Object.entries(before).filter(([, value]) => value !== null && value !== undefined)),
    own,
  );
  for (const [volume = ""] of Object.values(guest.config).map(
    (value) => /local:\d+\/[^,]+/.exec(value) ?? [],
  )) {
    if (volume === "") continue;
    const file = volumePath(world, volume);
    mkdirSync(dirname(file), { recursive: true });
    writeDisk(file, file.endsWith("qcow2") ? "qcow2" : "raw", 2 ** 30);
  }
  const seen = await currentConfiguration(world, vmid);
  const [, verb, name = "", value] = /^\((set|delete) (\w+)=?(.*)\)$/.exec(key) ?? [];
  const answer = await changeGuest(world, vmid, verb === "delete" ? { delete: name } : { [name]: value });
  return {
    status: answer.status,
    message: "",
    errors: trimmed(answer.errors),
    stored: undefined,
    also: changes(seen, await currentConfiguration(world, vmid), () => true),
  };
}

function mapped<From, To>(
  values: Readonly<Record<string, From>>,
  of: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, of(value)]));
}

function changes(before: Values, after: Values, counts: (key: string) => boolean): object {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return Object.fromEntries(
    keys
      .filter((key) => key !== "digest" && counts(key) && String(before[key]) !== String(after[key]))
      .map((key) => [key, comparable(key, after[key])]),
  );
}

/** A stored value without what is made by chance. */
function comparable(key: string, value: unknown): unknown {
  const text = impersonal(value);
  if (key === "meta" || key === "vmgenid") return text?.replace(/[0-9a-f-]{36}|ctime=\d+/, "made");
  if (key === "smbios1") return text?.replace(/^uuid=[0-9a-f-]{36}$/, "made");
  return key.startsWith("net") ? text?.replace(/BC:24:11:[0-9A-F:]{8}/, "made") : (text ?? null);
}

/** The tables shorten what is long: `xxx...(8192 characters)`. */
function long(value: unknown): unknown {
  const match = /^(.).*\.\.\.\((\d+) characters\)$/su.exec(String(value));
  return match === null ? value : (match[1] as string).repeat(Number(match[2]));
}
