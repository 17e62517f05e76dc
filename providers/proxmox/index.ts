export { ApiToken, type ApiTokenProps } from "./constructs/api-token.js";
export type { BootDevice } from "./constructs/boot-device.js";
export type { Checksum } from "./constructs/checksum.js";
export { CloudImage, type CloudImageProps, type ICloudImage } from "./constructs/cloud-image.js";
export { CloudInit, type ICloudInit } from "./constructs/cloud-init.js";
export type {
  CloudInitFile,
  CloudInitInterface,
  CloudInitProps,
  CloudInitUser,
} from "./constructs/cloud-init-props.js";
export {
  ContainerTemplate,
  type ContainerTemplateProps,
  type IContainerTemplate,
} from "./constructs/container-template.js";
export { Container } from "./constructs/container.js";
export type {
  ContainerNetwork,
  ContainerProps,
  ContainerTemplateSource,
  MountPointProps,
} from "./constructs/container-props.js";
export type { DiskProps, DiskSlot, DisksProps } from "./constructs/disks.js";
export { FirewallRules, type FirewallRulesProps } from "./constructs/firewall-rules.js";
export type { Firmware, TpmProps, UefiProps } from "./constructs/firmware.js";
export { Grant, type GrantOptions, type GrantProps } from "./constructs/grant.js";
export type { GrantTarget, IGrantTarget } from "./constructs/grant-target.js";
export { Group, type GroupProps } from "./constructs/group.js";
export { SecurityGroup, type SecurityGroupProps } from "./constructs/security-group.js";
export type { GroupReference, IGroup } from "./constructs/group-reference.js";
export type { GuestCloudInitProps } from "./constructs/guest-cloud-init.js";
export type { CloneProps, GuestProps } from "./constructs/guest-props.js";
export type { IContainer, IGuest, IVirtualMachine, PoolReference } from "./constructs/guest-references.js";
export { IsoImage, type IIsoImage, type IsoImageProps } from "./constructs/iso-image.js";
export { Pool, type PoolProps } from "./constructs/pool.js";
export type { IPrincipal, NamedPrincipal, Principal } from "./constructs/principal.js";
export type { Privilege } from "./constructs/privilege.js";
export type { ResourceProps } from "./constructs/resource-props.js";
export { Role, type GrantToOptions, type RoleProps } from "./constructs/role.js";
export type { BuiltInRole, IRole, RoleReference } from "./constructs/role-reference.js";
export type { Size } from "./constructs/size.js";
export { Snippet, type SnippetProps } from "./constructs/snippet.js";
export { ProxmoxStack, type ProxmoxStackProps } from "./constructs/stack.js";
export type { StoredFileProps } from "./constructs/stored-file.js";
export { User, type UserProps } from "./constructs/user.js";
export { VirtualMachine } from "./constructs/virtual-machine.js";
export type { Cpu, VirtualMachineProps } from "./constructs/virtual-machine-props.js";
export { Secret } from "../../lib/constructs/secret.js";
export * from "./generated/index.js";
