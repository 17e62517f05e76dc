import type { Construct } from "constructs";

import { StoredFile, type StoredFileProps } from "./stored-file.js";

/** A medium for CD-ROM drives. */
export interface IIsoImage {
  readonly contentType: "iso";
  /** The volume id: `local:iso/debian.iso`. */
  readonly volumeId: string;
}

/** The storage must allow the content type `iso`; the name must end in .iso or .img. */
export type IsoImageProps = StoredFileProps;

/** An ISO image in a storage, for the CD-ROM drives of virtual machines. */
export class IsoImage extends StoredFile implements IIsoImage {
  readonly contentType = "iso";

  constructor(scope: Construct, id: string, props: IsoImageProps) {
    super(scope, id, { content: "iso", props });
  }
}
