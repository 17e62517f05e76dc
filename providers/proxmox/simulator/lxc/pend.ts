import type { Call } from "../call.js";
import { fail } from "../failure.js";
import type { Configuration } from "../guests/guest.js";
import { hookScriptProblem } from "../guests/hook-script.js";
import { netSlot } from "../guests/guest.js";
import { contentsOf, storageOf } from "../storages/properties.js";
import { split } from "../storages/volume.js";
import { drop, dropSettled, wait, waitRemoval, waitingText, type Draft } from "./draft.js";
import { hostDeviceProblem } from "./host-devices.js";
import { parseLine } from "./line.js";
import { kindOf, mountSlot, parseMountPoint } from "./mount-point.js";
import { storedText } from "./rewrite.js";

interface Subject {
  readonly call: Call;
  readonly vmid: number;
  readonly draft: Draft;
}

const required = new Set(["memory", "rootfs", "ostype"]);
const volumeSlot = /^(?:unused|mp)\d+$/;

/** Everything of a request first waits; answers the keys that it is about. */
export function pendChanges(
  { call, vmid, draft }: Subject,
  {
    sent,
    removed,
    reverted,
  }: {
    readonly sent: Configuration;
    readonly removed: readonly string[];
    readonly reverted: readonly string[];
  },
): ReadonlySet<string> {
  for (const key of reverted) wait(draft, key, undefined);
  const selected = new Set<string>();
  for (const key of removed) {
    if (draft.config[key] === undefined && waitingText(draft, key) === undefined) continue;
    selected.add(key);
    assertRemovable({ call, vmid, draft }, key);
    waitRemoval(draft, key);
  }
  for (const key of Object.keys(sent).sort()) {
    selected.add(key);
    const text = sent[key] as string;
    checks.find(([pattern]) => pattern.test(key))?.[1]({ call, vmid, draft }, key, text);
    const stored = /^(?:net|rootfs|mp|dev)\d*$/.test(key) ? text : storedText(key, text);
    if (stored === undefined) drop(draft, key);
    wait(draft, key, stored === undefined ? undefined : { value: stored });
  }
  dropSettled(draft);
  return selected;
}

function assertRemovable(subject: Subject, key: string): void {
  if (required.has(key)) fail(`unable to delete required option '${key}'`);
  if (key === "unprivileged") fail(`unable to delete read-only option: '${key}'`);
  if (volumeSlot.test(key)) assertUnprotected(subject, `can't remove CT ${subject.vmid} drive '${key}'`);
}

function assertUnprotected({ draft }: Subject, what: string): void {
  if (draft.config["protection"] === "1") fail(`${what} - protection mode enabled`);
}

type Check = (subject: Subject, key: string, text: string) => void;

/** What is looked at before a value may wait. */
const checks: readonly (readonly [key: RegExp, check: Check])[] = [
  [
    mountSlot,
    (subject, key, text) => {
      assertUnprotected(subject, `can't update CT ${subject.vmid} drive '${key}'`);
      const point = parseMountPoint(key, text);
      if (kindOf(point) === "volume") assertTakesContainers(subject.call, point.volume);
    },
  ],
  [
    /^hookscript$/,
    ({ call }, _key, text) => {
      const problem = hookScriptProblem(call, text);
      if (problem !== undefined) fail(problem);
    },
  ],
  [/^unprivileged$/, (_subject, key) => fail(`unable to modify read-only option: '${key}'`)],
  [netSlot, ({ call }, key, text) => assertFits(call, key, text)],
  [
    /^dev\d+$/,
    (_subject, key, text) => {
      const { path } = parseLine(key, text);
      if (path === undefined) fail(`Path is not defined for passthrough device ${key}`);
      const problem = hostDeviceProblem(path);
      if (problem !== undefined) fail(problem);
    },
  ],
];

function assertTakesContainers({ world }: Call, volume: string): void {
  const id = split(volume).storage;
  if (!contentsOf(storageOf(world, id)).includes("rootdir"))
    fail(`storage '${id}' does not allow content type 'rootdir' (Container)`);
}

/** An interface is no larger than its bridge. */
function assertFits({ world, parameters }: Call, key: string, text: string): void {
  const { mtu, bridge = "" } = parseLine(key, text);
  if (mtu === undefined) return;
  const most = Number(world.nodes.get(String(parameters["node"]))?.interfaces.get(bridge)?.["mtu"] ?? 1500);
  if (Number(mtu) > most) fail(`${key}: MTU size '${mtu}' is bigger than bridge MTU '${most}'`);
}
