export { CloudImage, type CloudImageProps, type IImage } from "./constructs/image.js";
export type { CloudInitProps } from "./constructs/cloud-init.js";
export type { DiskProps, DiskSlot } from "./constructs/disks.js";
export { FirewallRules, type FirewallRulesProps } from "./constructs/firewall-rules.js";
export { grantOn, type Principal } from "./constructs/grants.js";
export type { Size } from "./constructs/size.js";
export { ProxmoxStack, type ProxmoxStackProps } from "./constructs/stack.js";
export {
  VirtualMachine,
  type IVirtualMachine,
  type VirtualMachineProps,
} from "./constructs/virtual-machine.js";
export { Secret } from "../../lib/constructs/secret.js";
export * from "./generated/index.js";
