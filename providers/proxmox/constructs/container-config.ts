import type { Construct } from "constructs";

import type { ProxmoxContainerConfig } from "../generated/container.js";
import type { ContainerProps } from "./container-props.js";
import { cloneConfig, guestConfig } from "./guest-config.js";
import { mebibytes, pveSize } from "./size.js";

/** A container in the attributes of its resource. */
export function containerConfig(scope: Construct, props: ContainerProps): ProxmoxContainerConfig {
  const { hostname = scope.node.id, from, clone, privileged, memory, swap, password, ...others } = props;
  const { rootfs, mountPoints, network, more, ...same } = others;
  return {
    ...guestConfig(scope, same),
    hostname,
    osTemplate: typeof from === "object" ? from.volumeId : from,
    clone: cloneConfig(clone),
    unprivileged: privileged === undefined ? undefined : !privileged,
    memory: memory === undefined ? undefined : mebibytes(memory),
    swap: swap === "off" ? 0 : swap === undefined ? undefined : mebibytes(swap),
    password,
    passwordVersion: password === undefined ? undefined : 1,
    rootfs: rootfs === undefined ? undefined : sized(rootfs),
    mountPoints: mapped(mountPoints, (_, each) => sized(each)),
    network: mapped(network, (slot, each) => ({ name: slot.replace("net", "eth"), ...each })),
    ...more,
  };
}

function sized<Volume extends Pick<ContainerProps, "rootfs">["rootfs"] & object>(
  volume: Volume,
): Omit<Volume, "size"> & { readonly size?: string } {
  const { size, ...same } = volume;
  return { ...same, size: size === undefined ? undefined : pveSize(size) };
}

function mapped<Slot extends string, Given, Config>(
  slots: { readonly [slot in Slot]?: Given } | undefined,
  change: (slot: string, given: Given) => Config,
): { readonly [slot in Slot]?: Config } | undefined {
  if (slots === undefined) return undefined;
  const entries = Object.entries(slots) as [Slot, Given][];
  return Object.fromEntries(entries.map(([slot, given]) => [slot, change(slot, given)])) as {
    readonly [slot in Slot]?: Config;
  };
}
