import { refuse } from "../../../../lib/diagnostic/refusal.js";
import { resource, type Work } from "../../../../lib/schema/resource.js";
import { assigned, required } from "../../../../lib/schema/roles.js";
import { textLike } from "../../../../lib/schema/types.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import { isUnknown, type ValueObject } from "../../../../lib/value/value.js";
import { ApiError } from "../../api/api-error.js";
import type { Connection } from "../../connection.js";
import { fetchedAttributes, fetchedVerbs, onceFetched, type Fetching } from "./fetched-file.js";
import { plainName } from "./file-content.js";
import { fileImportId, placeOf } from "./stored-file.js";

/** `[registry[:port]/]repository:tag` */
const reference =
  /^(?:[a-zA-Z\d](?:[a-zA-Z\d.-]*[a-zA-Z\d])?(?::\d+)?\/)?[a-z\d]+(?:(?:[._]|__|-+)[a-z\d]+)*(?:\/[a-z\d]+(?:(?:[._]|__|-+)[a-z\d]+)*)*:\w[\w.-]{0,127}$/;

const attributes = {
  ...fetchedAttributes,
  reference: required(
    textLike(reference, "an image with its tag, such as docker.io/library/debian:13"),
    "The image: `docker.io/library/debian:13`.",
    { replace: true, effect: onceFetched("reference") },
  ),
  file_name: assigned(
    textLike(/^[a-zA-Z0-9_.-]+\.tar$/, "a name of letters, digits, _, . and - that ends with .tar"),
    "The name in the storage. The image's own if not said: `debian_13.tar`.",
    { replace: true },
  ),
} as const;

/** An image of containers from a registry, as a template. */
export const ociImage = resource<Connection, typeof attributes>({
  type: "oci_image",
  aliases: ["proxmox_virtual_environment_oci_image"],
  description:
    "An image of containers that the node pulls from a registry, kept as a template in a storage. Proxmox VE can from 9.1 on. It is pulled anew when its reference changes; what a registry does with a tag is not looked at.",
  source: "/nodes/{node}/storage/{storage}/oci-registry-pull",
  attributes,
  identity: ["node_name", "datastore_id", "id"],
  importId: {
    ...fileImportId,
    form: "{node_name}/{datastore_id}:vztmpl/{file_name}",
    example: "pve1/local:vztmpl/debian_13.tar",
  },
  rules: {
    derive: named,
    overwrites: ({ overwrite_unmanaged }) => overwrite_unmanaged === true,
    summary: ({ reference: image, datastore_id, node_name }) =>
      `${scalarText(image)} to ${scalarText(datastore_id)} on ${scalarText(node_name)}`,
  },
  verbs: fetchedVerbs({ call: "oci-registry-pull", prepare }),
});

/** The name and the volume id follow from the reference, so they are known before it is pulled. */
function named(planned: ValueObject, _prior: ValueObject | null, configuration: ValueObject): ValueObject {
  if (isUnknown(configuration["file_name"])) return planned;
  const { file_name, reference: image, datastore_id } = planned;
  const name =
    typeof file_name === "string"
      ? file_name
      : typeof image === "string"
        ? `${plainName(image)}.tar`
        : undefined;
  if (name === undefined || typeof datastore_id !== "string") return planned;
  return { ...planned, file_name: name, id: `${datastore_id}:vztmpl/${name}` };
}

async function prepare({ connection: { api } }: Work<Connection>, planned: ValueObject): Promise<Fetching> {
  return {
    planned: { ...planned, content_type: "vztmpl" },
    size: undefined,
    start: async () => {
      try {
        return await api.post("/nodes/{node}/storage/{storage}/oci-registry-pull", {
          ...placeOf(planned),
          reference: scalarText(planned["reference"]),
          // PVE adds the ending itself.
          filename: scalarText(planned["file_name"]).replace(/\.tar$/, ""),
        });
      } catch (thrown) {
        if (thrown instanceof ApiError && thrown.refused.status === 501)
          refuse("this Proxmox VE can't pull images from registries", { detail: "It can from 9.1 on." });
        throw thrown;
      }
    },
  };
}
