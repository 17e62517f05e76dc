import type { Construct } from "constructs";

import { StoredFile, type StoredFileProps } from "./stored-file.js";

/** An archive that containers are unpacked from. */
export interface IContainerTemplate {
  readonly contentType: "vztmpl";
  /** The volume id: `local:vztmpl/debian-13-standard_13.0-1_amd64.tar.zst`. */
  readonly volumeId: string;
}

/** The storage must allow the content type `vztmpl`; the name must end in .tar.gz, .tar.xz, .tar.zst, .tar.bz2 or .tgz. */
export type ContainerTemplateProps = StoredFileProps;

/** A template in a storage, from which containers are made. */
export class ContainerTemplate extends StoredFile implements IContainerTemplate {
  readonly contentType = "vztmpl";

  constructor(scope: Construct, id: string, props: ContainerTemplateProps) {
    super(scope, id, { content: "vztmpl", props });
  }
}
