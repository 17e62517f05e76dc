import { privilegesAt } from "../access/permissions.js";
import { Page } from "../answer.js";
import { listOf, textOf, type Call, type Routes } from "../call.js";
import { runningOf } from "../cluster/sdn/staging.js";
import { fail, parameterFailure } from "../failure.js";
import { slice } from "../world.js";
import { interfaceOf } from "./interface.js";
import { inFileOrder, interfacesText, type Interface, type Interfaces } from "./interfaces-file.js";
import { textDiff } from "./text-diff.js";

interface Staging {
  /** What the next reload makes real; undefined where nothing waits. */
  staged: Map<string, Interface> | undefined;
  /** Whether PVE has written the file that is real. */
  isWritten: boolean;
}

const stagings = slice("staged-interfaces", () => new Map<string, Staging>());

const base = "/nodes/{node}/network";

/** A node's interfaces: writes wait in a file of their own, until they are applied or dropped together. */
export const networkRoutes: Routes = {
  [`GET ${base}`]: (call) => {
    const rows = [...interfacesOf(call), ...vnetsOf(call)]
      .filter(([iface, values]) => isWanted(textOf(call, "type"), values) && maySee(call, iface, values))
      .map(([iface, values]) => ({ iface, ...values }));
    return new Page(rows, undefined, changesOf(call));
  },
  [`POST ${base}`]: (call) => {
    const iface = textOf(call, "iface") as string;
    if (interfacesOf(call).has(iface)) throw parameterFailure({ iface: "interface already exists" });
    return stage(call, iface, {});
  },
  [`PUT ${base}`]: (call) => {
    const node = textOf(call, "node") as string;
    return call.world.tasks.run({ node, type: "srvreload", id: "networking", user: call.user }, async () =>
      apply(call),
    );
  },
  [`DELETE ${base}`]: (call) => {
    stagingOf(call).staged = undefined;
    return null;
  },
  [`GET ${base}/{iface}`]: (call) => found(call)[1],
  [`PUT ${base}/{iface}`]: (call) => {
    const [iface, before] = found(call);
    const removed = new Set(listOf(call, "delete"));
    return stage(
      call,
      iface,
      Object.fromEntries(Object.entries(before).filter(([name]) => !removed.has(name))),
    );
  },
  [`DELETE ${base}/{iface}`]: (call) => {
    const [iface] = found(call);
    const left = new Map(interfacesOf(call));
    left.delete(iface);
    stagingOf(call).staged = inFileOrder(left);
    return null;
  },
};

function stagingOf({ world, parameters }: Call): Staging {
  const node = String(parameters["node"]);
  const staging = stagings(world).get(node) ?? { staged: undefined, isWritten: false };
  stagings(world).set(node, staging);
  return staging;
}

function currentOf({ world, parameters }: Call): Map<string, Interface> {
  return world.nodes.get(String(parameters["node"]))?.interfaces ?? new Map<string, Interface>();
}

/** What is staged hides what is real. */
function interfacesOf(call: Call): Interfaces {
  return stagingOf(call).staged ?? currentOf(call);
}

function found(call: Call): readonly [string, Interface] {
  const iface = textOf(call, "iface") as string;
  const values = interfacesOf(call).get(iface);
  if (values === undefined) throw parameterFailure({ iface: "interface does not exist" });
  return [iface, values];
}

function stage(call: Call, iface: string, before: Interface): null {
  assertOneGateway(call, iface);
  const interfaces = new Map(interfacesOf(call));
  const made = interfaceOf(iface, before, call.parameters);
  if (String(made["type"]).startsWith("OVS"))
    fail("Open VSwitch is not installed (need package 'openvswitch-switch')");
  interfaces.set(iface, made);
  assertParts(interfaces);
  // The parts of a bond come up before it.
  for (const part of partsOf(made, "slaves")) interfaces.set(part, { ...interfaces.get(part), autostart: 1 });
  stagingOf(call).staged = inFileOrder(interfaces);
  return null;
}

function assertOneGateway(call: Call, iface: string): void {
  for (const name of ["gateway", "gateway6"]) {
    if (textOf(call, name) === undefined) continue;
    const other = [...interfacesOf(call)].find(([each, values]) => each !== iface && name in values)?.[0];
    if (other !== undefined)
      throw parameterFailure({ [name]: `Default gateway already exists on interface '${other}'.` });
  }
}

/** Ports and the like are there, and belong to one interface only. */
function assertParts(interfaces: Interfaces): void {
  const users = new Map<string, string>();
  for (const [iface, values] of interfaces) {
    const parent = values["vlan-raw-device"];
    if (parent !== undefined && !interfaces.has(String(parent)))
      fail(`vlan '${iface}' - unable to find parent '${String(parent)}'`);
    for (const [name, kind] of [
      ["slaves", "bond"],
      ["bridge_ports", "bridge"],
    ] as const)
      for (const part of partsOf(values, name)) {
        if (!interfaces.has(part)) fail(`${kind} '${iface}' - unable to find ${kind} port '${part}'`);
        const user = users.get(part);
        if (user !== undefined) fail(`port '${part}' is already used on interface '${user}'`);
        users.set(part, iface);
      }
  }
}

function partsOf(values: Interface, name: string): readonly string[] {
  return String(values[name] ?? "")
    .split(/[\s,;]+/)
    .filter((part) => part !== "");
}

function apply(call: Call): void {
  const staging = stagingOf(call);
  if (staging.staged === undefined) return;
  const current = currentOf(call);
  current.clear();
  for (const [iface, values] of staging.staged)
    current.set(iface, values["autostart"] === 1 ? { ...values, active: 1 } : values);
  Object.assign(staging, { staged: undefined, isWritten: true });
}

function changesOf(call: Call): string | undefined {
  const { staged, isWritten } = stagingOf(call);
  if (staged === undefined) return undefined;
  const file = "/etc/network/interfaces";
  return textDiff(interfacesText(currentOf(call), isWritten), interfacesText(staged, true), [
    file,
    `${file}.new`,
  ]);
}

/** The networks of the SDN that are applied are bridges of every node. */
function vnetsOf(call: Call): readonly (readonly [string, Interface])[] {
  const wanted = textOf(call, "type") ?? "";
  if (!["vnet", "any_bridge", "include_sdn"].includes(wanted)) return [];
  return [...runningOf(call.world, "sdn-vnet").keys()].map((vnet) => [vnet, { type: "vnet", active: 1 }]);
}

function isWanted(wanted: string | undefined, { type }: Interface): boolean {
  if (wanted === undefined || wanted === "include_sdn") return true;
  const isBridge = type === "bridge" || type === "OVSBridge";
  if (wanted === "any_local_bridge") return isBridge;
  return wanted === "any_bridge" ? isBridge || type === "vnet" : type === wanted;
}

/** Bridges are part of the software-defined network's permissions. */
function maySee({ world, user }: Call, iface: string, { type }: Interface): boolean {
  if (!["bridge", "OVSBridge", "vnet"].includes(String(type))) return true;
  const zone = type === "vnet" ? String(runningOf(world, "sdn-vnet").get(iface)?.["zone"]) : "localnetwork";
  const had = privilegesAt(world, user, `/sdn/zones/${zone}/${iface}`);
  return had.has("SDN.Audit") || had.has("SDN.Use");
}
