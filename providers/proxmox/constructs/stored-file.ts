import { statSync } from "node:fs";
import { Token } from "cdktf";
import { Construct } from "constructs";

import { ProxmoxFile } from "../generated/file.js";
import { endings, type Uploaded } from "../resources/storage/file-content.js";
import { sourceName } from "../resources/storage/file-source.js";
import { checksumProblems, digitsOf, type Checksum } from "./checksum.js";
import { metaOf, type ResourceProps } from "./resource-props.js";

export interface StoredFileProps extends ResourceProps {
  /** The node that takes the file. */
  readonly node: string;
  /** The storage that keeps it. */
  readonly storage: string;
  /** Where it comes from: a URL. It comes from `path` if not said: exactly one of the two. */
  readonly url?: string;
  /** Where it comes from: a file here, from the folder that the app runs in. A change of the file sends it anew. It comes from `url` if not said. */
  readonly path?: string;
  /** Its checksum, `"sha256:..."`, which is checked on the way and by Proxmox VE. What comes is trusted if not said. */
  readonly checksum?: Checksum;
  /** The name in the storage; the source's own if not said. */
  readonly fileName?: string;
}

/** A file in a storage that comes from a URL or from here. */
export abstract class StoredFile extends Construct {
  readonly #file: ProxmoxFile;

  protected constructor(
    scope: Construct,
    id: string,
    { content, props }: { readonly content: Uploaded; readonly props: StoredFileProps },
  ) {
    super(scope, id);
    this.node.addValidation({ validate: () => problemsOf(props, content) });
    const { node, storage, url, path = "", checksum } = props;
    this.#file = new ProxmoxFile(this, "Resource", {
      ...metaOf(this, props),
      nodeName: node,
      datastoreId: storage,
      contentType: content,
      sourceFile: [
        {
          path: url ?? path,
          fileName: props.fileName,
          checksum: checksum === undefined ? undefined : digitsOf(checksum),
        },
      ],
    });
    this.node.defaultChild = this.#file;
  }

  /** The volume id: `local:import/debian.qcow2`. */
  get volumeId(): string {
    return this.#file.id;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function problemsOf(props: StoredFileProps, content: Uploaded): string[] {
  return [...sourceProblems(props), ...nameProblems(props, content), ...checksumProblems(props.checksum)];
}

function sourceProblems({ url, path }: StoredFileProps): string[] {
  if (url !== undefined && path !== undefined)
    return ["a file comes from one place: keep one of url and path"];
  if (path !== undefined)
    return isFile(path)
      ? []
      : [`there is no file ${path}; a relative path is taken from the folder that the app runs in`];
  if (url === undefined) return ["a file comes from somewhere: set url or path"];
  return isUrl(url) ? [] : [`"${url}" is not a URL: it begins with http:// or https://`];
}

function nameProblems({ url, path, fileName: file_name }: StoredFileProps, content: Uploaded): string[] {
  const from = url ?? path;
  if (from === undefined || (url !== undefined && !isUrl(url))) return [];
  const name = sourceName({ source_file: [{ path: from, file_name: file_name ?? null }] }) ?? "";
  return [from, name].some((text) => Token.isUnresolved(text)) || endings[content].test(name)
    ? []
    : [`Proxmox VE takes no file called "${name}" as ${content}: give it another name with fileName`];
}

function isUrl(url: string): boolean {
  return Token.isUnresolved(url) || (/^https?:\/\//.test(url) && URL.canParse(url));
}
