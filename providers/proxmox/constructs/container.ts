import type { Construct } from "constructs";

import { ProxmoxContainer } from "../generated/container.js";
import { containerConfig } from "./container-config.js";
import type { ContainerProps } from "./container-props.js";
import { Guest } from "./guest.js";
import type { IContainer } from "./guest-references.js";
import { memoryProblems, sizeProblems } from "./size.js";

/** A container. */
export class Container extends Guest<ProxmoxContainer> implements IContainer {
  readonly guestType = "lxc";
  readonly guest: ProxmoxContainer;

  constructor(scope: Construct, id: string, props: ContainerProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => problemsOf(props) });
    this.guest = new ProxmoxContainer(this, "Resource", containerConfig(this, props));
    this.node.defaultChild = this.guest;
  }

  /** A container that this code doesn't make: to copy it, or to name it in rules and grants. */
  static fromVmid(vmid: number, nodeName: string): IContainer {
    return { guestType: "lxc", vmid, nodeName };
  }
}

function problemsOf(props: ContainerProps): string[] {
  const { from, clone, more, memory, swap, rootfs, mountPoints = {} } = props;
  return [
    ...(from !== undefined && clone !== undefined
      ? ["it is made from one thing: keep one of from and clone"]
      : []),
    ...(from === undefined && clone === undefined && more?.osTemplate === undefined
      ? ['say what it is made from: a ContainerTemplate or a volume id (from: "local:vztmpl/..."), or clone']
      : []),
    ...memoryProblems("memory", memory),
    ...(swap === "off" ? [] : memoryProblems("swap", swap)),
    ...sizeProblems("rootfs.size", rootfs?.size),
    ...Object.entries(mountPoints).flatMap(([slot, { size, storage, volume, movedFrom, path }]) => [
      ...sizeProblems(`mountPoints.${slot}.size`, size),
      ...(path.startsWith("/") ? [] : [`mountPoints.${slot}: "${path}" is not a path from / on`]),
      ...(clone === undefined && storage === undefined && volume === undefined && movedFrom === undefined
        ? [`mountPoints.${slot}: say the storage of a new volume, or the volume`]
        : []),
    ]),
  ];
}
