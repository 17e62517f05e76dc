import { hasBridge } from "../nodes/has-bridge.js";
import type { Call } from "../call.js";
import { nodeFigures } from "../cluster/figures.js";
import { diskSlot, hotplugFeatures, type Configuration, type Guest } from "../guests/guest.js";
import { declaredPath } from "../storages/declared-path.js";
import { volumeExists } from "../storages/volume.js";
import { isCloudInit, parseDrive } from "./drive.js";
import { parseInterface } from "./network.js";

interface Starting {
  readonly call: Call;
  readonly guest: Guest;
  readonly config: Configuration;
}

type Check = (starting: Starting) => string | undefined;

/** The version of QEMU that the simulated nodes have. */
const installed = "10.2.2";

const number = (text: string | undefined, otherwise: number) =>
  Number(/\d+/.exec(text ?? "")?.[0] ?? otherwise);
const memoryOf = (config: Configuration) => number(config["memory"], 512);
const matching = (config: Configuration, pattern: RegExp) =>
  Object.entries(config).filter(([key]) => pattern.test(key));
const option = (text: string, name: string) => new RegExp(`(?:^|,)${name}=([^,]+)`).exec(text)?.[1];

/** What a start looks at that nobody looked at before, in PVE's order. */
const checks: readonly Check[] = [
  ({ config, guest }) => {
    const [, version] = /pc(?:-q35|-i440fx)?-(\d+\.\d+)/.exec(config["machine"] ?? "") ?? [];
    if (version === undefined || !isNewer(version, installed)) return undefined;
    const machine = (config["machine"] ?? "").split(",")[0] as string;
    const full = machine.includes("+pve") ? machine : `${machine}+pve0`;
    return `Installed QEMU version '${installed}' is too old to run machine type '${full}', please upgrade node '${guest.node}'`;
  },
  mapped(/^usb\d+$/, "mapping-usb", (id) => `USB device mapping not found for '${id}'`),
  mapped(/^hostpci\d+$/, "mapping-pci", (id) => `PCI device mapping not found for '${id}'`),
  ({ config }) =>
    matching(config, /^hostpci\d+$/).some(([, line]) => /(?:^|,)pcie=(?:1|on|yes|true)/.test(line)) &&
    !/q35/.test(config["machine"] ?? "")
      ? "q35 machine model is not enabled"
      : undefined,
  ({ config }) => {
    const host = matching(config, /^hostpci\d+$/)
      .map(([, line]) => (/^(?:host=)?([0-9a-fA-F:.]+)(?:[;,]|$)/.exec(line) ?? [])[1])
      .find((device) => device !== undefined);
    if (host === undefined) return undefined;
    return `no pci device info for device '${/^[0-9a-fA-F]{4}:/.test(host) ? host : `0000:${host}`}'`;
  },
  ({ config }) =>
    matching(config, /^serial\d+$/).some(([, line]) => line !== "socket")
      ? "no such serial device"
      : undefined,
  ({ config }) => (matching(config, /^parallel\d+$/).length > 0 ? "no such parallel device" : undefined),
  ({ config, call }) => {
    const processors = nodeFigures(call.world).maxcpu;
    const wanted = number(config["sockets"], 1) * number(config["cores"], 1);
    return wanted > processors ? `MAX ${processors} vcpus allowed per VM on this node` : undefined;
  },
  ({ config }) => {
    if (!hotplugFeatures(config).has("memory")) return undefined;
    if (config["numa"] !== "1") return "NUMA needs to be enabled for memory hotplug";
    if (matching(config, /^numa\d+$/).length > 0)
      return "cannot enable memory hotplugging with custom NUMA topology";
    return memoryOf(config) < 1024 ? "minimum memory must be 1024MB" : undefined;
  },
  ({ config }) => {
    const nodes = config["numa"] === "1" ? matching(config, /^numa\d+$/) : [];
    const total = nodes.reduce((sum, [, line]) => sum + number(option(line, "memory"), 0), 0);
    return nodes.length > 0 && total !== memoryOf(config)
      ? "total memory for NUMA nodes must be equal to vm static memory"
      : undefined;
  },
  ({ config }) => {
    const { hugepages } = config;
    if (hugepages === undefined) return undefined;
    if (config["numa"] !== "1") return "numa needs to be enabled to use hugepages";
    const memory = memoryOf(config);
    return hugepages !== "any" && memory % Number(hugepages) !== 0
      ? `Memory size ${memory} is not a multiple of the requested hugepages size ${hugepages}`
      : undefined;
  },
  ({ config }) =>
    /virtio-gl/.test(config["vga"] ?? "")
      ? "no DRM render node detected (/dev/dri/renderD*), no GPU? - needed for 'virtio-gl' display"
      : undefined,
  ({ config, call, guest }) => {
    const drives = matching(config, diskSlot).map(([slot, line]) => parseDrive(slot, line));
    const missing = drives.find(
      (drive) =>
        drive.file.includes(":") && !isCloudInit(drive) && !volumeExists(call.world, drive.file, guest.node),
    );
    return missing === undefined ? undefined : `volume '${missing.file}' does not exist`;
  },
  ({ config, call, guest }) => {
    const bridges = matching(config, /^net\d+$/).map(([, line]) => parseInterface(line)["bridge"]);
    const missing = bridges.find(
      (bridge) => bridge !== undefined && !hasBridge(call.world, guest.node, bridge),
    );
    return missing === undefined ? undefined : `bridge '${missing}' does not exist`;
  },
  ({ config, call, guest }) => {
    if (!matching(config, diskSlot).some(([slot, line]) => isCloudInit(parseDrive(slot, line))))
      return undefined;
    const snippets = (config["cicustom"] ?? "").split(",").map((part) => part.replace(/^\w+=/, ""));
    const missing = snippets.find(
      (volume) => volume.includes(":") && !volumeExists(call.world, volume, guest.node),
    );
    if (missing === undefined) return undefined;
    return `can't open '${declaredPath(call.world, missing)}' - No such file or directory`;
  },
];

/** Why a guest can't start; undefined if it can. */
export function startProblem(call: Call, guest: Guest): string | undefined {
  const starting = { call, guest, config: guest.config };
  for (const check of checks) {
    const problem = check(starting);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function mapped(keys: RegExp, kind: string, text: (id: string) => string): Check {
  return ({ config, call }) => {
    const missing = matching(config, keys)
      .map(([, line]) => option(line, "mapping"))
      .find((id) => id !== undefined && call.world.sections.get(kind)?.has(id) !== true);
    return missing === undefined ? undefined : text(missing);
  };
}

function isNewer(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [ownMajor = 0, ownMinor = 0] = than.split(".").map(Number);
  return major > ownMajor || (major === ownMajor && minor > ownMinor);
}
