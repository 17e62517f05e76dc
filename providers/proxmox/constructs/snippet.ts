import { Token } from "cdktf";
import { Construct } from "constructs";

import { templateText } from "../../../lib/constructs/template-text.js";
import { ProxmoxFile } from "../generated/file.js";
import { wrongFileName } from "../ssh/file-name.js";
import { metaOf, type ResourceProps } from "./resource-props.js";

export interface SnippetProps extends ResourceProps {
  /** The node that it is written on. On a storage that is not shared, guests on other nodes don't find it. */
  readonly node: string;
  /** The storage that keeps it; it must allow the content type `snippets`. */
  readonly storage: string;
  /** The text. References to attributes and secrets may stand in it; `${` and `%{` mean nothing else. */
  readonly content: string;
  /** The name in the storage; the construct's path with dots if not said. Two of one name in a storage exclude each other. */
  readonly fileName?: string;
  /** Access rights, for example `"0755"` for a hook script; those of the node if not said. */
  readonly fileMode?: string;
}

/**
 * A text in a storage that guests refer to: documents for cloud-init, hook scripts. The API has no upload for it, so it
 * is written over SSH (see the provider's `ssh`). Another text takes the place of the old one; a guest reads it at its
 * next start. Secrets in it stand in the state and on the node.
 */
export class Snippet extends Construct {
  /** The volume id: `local:snippets/web.yaml`. */
  readonly volumeId: string;

  constructor(scope: Construct, id: string, props: SnippetProps) {
    super(scope, id);
    const { node, storage, content, fileMode, fileName = this.node.path.replaceAll("/", ".") } = props;
    this.node.addValidation({ validate: () => nameProblems(fileName) });
    const file = new ProxmoxFile(this, "Resource", {
      ...metaOf(this, props),
      nodeName: node,
      datastoreId: storage,
      contentType: "snippets",
      fileMode,
      sourceRaw: [{ data: templateText(content), fileName }],
    });
    this.volumeId = file.id;
    this.node.defaultChild = file;
  }
}

function nameProblems(name: string): string[] {
  const wrong = Token.isUnresolved(name) ? undefined : wrongFileName(name);
  return wrong === undefined
    ? []
    : [`a file can't have the name ${JSON.stringify(name)}: as a file in a storage ${wrong}`];
}
