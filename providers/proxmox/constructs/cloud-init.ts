import { Token } from "cdktf";
import { Construct } from "constructs";

import { jsonTemplate } from "../../../lib/constructs/json-template.js";
import type { ProxmoxVmConfig } from "../generated/vm.js";
import { networkData, userData } from "./cloud-init-documents.js";
import type { CloudInitProps } from "./cloud-init-props.js";
import { Snippet } from "./snippet.js";

/** Documents that take the place of those which Proxmox VE makes for a guest. */
export interface ICloudInit {
  /** Their volume ids, by kind. */
  readonly snippets: NonNullable<NonNullable<ProxmoxVmConfig["cloudInit"]>["snippets"]>;
}

/**
 * What a guest does at its first start, for `cloudInit: { data }` of a `VirtualMachine`: users, keys, packages, files,
 * commands, network. The documents are written over SSH, since the API has no upload for snippets. They are JSON, which
 * cloud-init reads as the YAML that it is. A change writes them anew; the guest does not do it all again.
 */
export class CloudInit extends Construct implements ICloudInit {
  readonly snippets: ICloudInit["snippets"];

  constructor(scope: Construct, id: string, props: CloudInitProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => problemsOf(props) });
    const { node, storage, provider, dependsOn, lifecycle, network } = props;
    const document = (name: string, content: string) =>
      new Snippet(this, name, {
        ...{ node, storage, content, provider, dependsOn, lifecycle },
        fileName: `${this.node.path.replaceAll("/", ".")}-${name}.yaml`,
      }).volumeId;
    this.snippets = {
      user: document("user", `#cloud-config\n${jsonTemplate(userData(props))}\n`),
      network:
        network === undefined ? undefined : document("network", `${jsonTemplate(networkData(network))}\n`),
    };
  }
}

function problemsOf({ users = [], files = [], network = {} }: CloudInitProps): string[] {
  const names = users.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...twice.map((name) => `users: ${name} is there twice`),
    ...files
      .filter(({ path }) => !Token.isUnresolved(path) && !path.startsWith("/"))
      .map(({ path }) => `files: "${path}" is not a path from / on`),
    ...files
      .filter(({ permissions }) => permissions !== undefined && !/^0[0-7]{3,4}$/.test(permissions))
      .map(
        ({ path, permissions }) => `files: "${permissions}" is no access rights for ${path}: write "0644"`,
      ),
    ...Object.entries(network).flatMap(([name, { macAddress }]) =>
      macAddress === undefined ||
      Token.isUnresolved(macAddress) ||
      /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(macAddress)
        ? []
        : [`network.${name}: "${macAddress}" is no MAC address`],
    ),
  ];
}
