import type { Construct } from "constructs";

import { StoredFile, type StoredFileProps } from "./stored-file.js";

/** An image that disks are made from. */
export interface ICloudImage {
  readonly contentType: "import";
  /** The volume id: `local:import/debian.qcow2`. */
  readonly volumeId: string;
}

/** The storage must allow the content type `import`; the name must end in .qcow2, .raw, .vmdk or .ova. */
export type CloudImageProps = StoredFileProps;

/** A disk image in a storage, from which virtual machines are born. */
export class CloudImage extends StoredFile implements ICloudImage {
  readonly contentType = "import";

  constructor(scope: Construct, id: string, props: CloudImageProps) {
    super(scope, id, { content: "import", props });
  }
}
