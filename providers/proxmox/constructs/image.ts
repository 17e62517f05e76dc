import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { Construct } from "constructs";

import { ProxmoxFile } from "../generated/file.js";

/** Something that a disk can be made from. */
export interface IImage {
  /** The volume id: `local:import/debian.qcow2`. */
  readonly volumeId: string;
}

export interface CloudImageProps {
  /** The node that takes the upload. */
  readonly node: string;
  /** The storage that keeps it; it must allow the content type `import`. */
  readonly storage: string;
  /** Where the image comes from: a URL. Exactly one of `url` and `path`. */
  readonly url?: string;
  /** Where the image comes from: a file here. A change of the file uploads it anew. */
  readonly path?: string;
  /** The image's checksum, `sha256:...`; Proxmox VE checks it. Computed for a file here, unchecked for a URL if not said. */
  readonly checksum?: string;
  /** The name in the storage; the source's own if not said. It must end in .qcow2, .raw, .vmdk or .ova. */
  readonly fileName?: string;
}

/** A disk image in a storage, from which VMs are born. */
export class CloudImage extends Construct implements IImage {
  readonly file: ProxmoxFile;

  constructor(scope: Construct, id: string, props: CloudImageProps) {
    super(scope, id);
    const { node, storage, url, path, fileName } = props;
    this.node.addValidation({ validate: () => problemsOf(props) });
    const checksum = props.checksum ?? (path !== undefined && existsSync(path) ? digestOf(path) : undefined);
    this.file = new ProxmoxFile(this, "Resource", {
      nodeName: node,
      datastoreId: storage,
      contentType: "import",
      sourceFile: [
        {
          path: url ?? path ?? "",
          ...(fileName === undefined ? {} : { fileName }),
          ...(checksum === undefined ? {} : { checksum: checksum.replace(/^[a-z0-9]+:/, "") }),
        },
      ],
    });
    this.node.defaultChild = this.file;
  }

  get volumeId(): string {
    return this.file.id;
  }
}

function problemsOf({ url, path }: CloudImageProps): string[] {
  if (url !== undefined && path !== undefined)
    return ["an image comes from one place: keep one of url and path"];
  if (url === undefined && path === undefined) return ["an image comes from somewhere: set url or path"];
  if (path !== undefined && !existsSync(path))
    return [`there is no file ${path}; a relative path is taken from the folder that the app runs in`];
  return url !== undefined && !/^https?:\/\//.test(url)
    ? [`"${url}" is not a URL: it begins with http:// or https://`]
    : [];
}

function digestOf(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
