import { error, type Diagnostic } from "../../../../lib/diagnostic/diagnostic.js";
import { Refusal } from "../../../../lib/diagnostic/refusal.js";
import { resource, type Work } from "../../../../lib/schema/resource.js";
import { assigned, optional, required } from "../../../../lib/schema/roles.js";
import { flag, oneOf, text, textLike } from "../../../../lib/schema/types.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import { isUnknown, type ValueObject } from "../../../../lib/value/value.js";
import type { Connection } from "../../connection.js";
import { algorithms } from "./checksum.js";
import { fetchedAttributes, fetchedVerbs, onceFetched, type Fetching } from "./fetched-file.js";
import { endings, isUploaded, plainName } from "./file-content.js";
import { fileImportId, placeOf } from "./stored-file.js";
import { wrongEnding } from "./wrong-ending.js";

const effect = onceFetched("url");

const attributes = {
  ...fetchedAttributes,
  content_type: required(oneOf("iso", "vztmpl", "import"), "What the file is.", { replace: true }),
  url: required(textLike(/^https?:\/\/\S+$/, "a URL with http:// or https://"), "Where the file is.", {
    replace: true,
    effect,
  }),
  file_name: assigned(
    text,
    "The name in the storage. The URL's own if not said, without the ending of what is decompressed.",
    { replace: true },
  ),
  checksum: optional(text, "Hexadecimal digits; Proxmox VE checks them.", { replace: true, effect }),
  checksum_algorithm: optional(oneOf(...algorithms), "What the checksum is.", { replace: true, effect }),
  decompression_algorithm: optional(
    oneOf("gz", "lzo", "zst", "bz2"),
    "What the file is compressed with; the node decompresses it.",
    { replace: true, effect },
  ),
  verify: optional(flag, "Whether the server must prove by its certificate who it is.", {
    default: true,
    effect: "recorded",
  }),
} as const;

/** A file that a node downloads by itself. */
export const downloadFile = resource<Connection, typeof attributes>({
  type: "download_file",
  aliases: ["proxmox_virtual_environment_download_file"],
  description:
    "A file in a storage that the node downloads by itself: an ISO image, a container template, a disk image to import from. It is downloaded anew when its URL or its checksum changes; what a server does with the file behind a URL is not looked at.",
  source: "/nodes/{node}/storage/{storage}/download-url",
  attributes,
  identity: ["node_name", "datastore_id", "id"],
  importId: fileImportId,
  rules: {
    check,
    derive: named,
    overwrites: ({ overwrite_unmanaged }) => overwrite_unmanaged === true,
    summary: ({ file_name, datastore_id, content_type, node_name, url }) =>
      [
        scalarText(file_name),
        `to ${scalarText(datastore_id)}:${scalarText(content_type)} on ${scalarText(node_name)},`,
        `from ${scalarText(url)}`,
      ].join(" "),
  },
  verbs: fetchedVerbs({ call: "download-url", prepare }),
});

function check({
  checksum,
  checksum_algorithm,
  content_type,
  file_name,
}: ValueObject): readonly Diagnostic[] {
  const hasOne =
    (checksum ?? null) === null
      ? (checksum_algorithm ?? null) !== null
      : (checksum_algorithm ?? null) === null;
  const pair = hasOne
    ? [
        error("checksum and checksum_algorithm belong together", {
          path: [(checksum ?? null) === null ? "checksum_algorithm" : "checksum"],
        }),
      ]
    : [];
  const isWrong =
    typeof file_name === "string" && isUploaded(content_type) && !endings[content_type].test(file_name);
  return isWrong ? [...pair, wrongEnding(file_name, content_type, ["file_name"])] : pair;
}

/** The name and the volume id follow from the URL, where it ends as the content does. */
function named(planned: ValueObject, _prior: ValueObject | null, configuration: ValueObject): ValueObject {
  if (isUnknown(configuration["file_name"])) return planned;
  const { file_name, url, content_type } = planned;
  const name =
    typeof file_name === "string"
      ? plainName(file_name)
      : typeof url === "string"
        ? nameFrom(planned, url)
        : undefined;
  return name !== undefined && isUploaded(content_type) && endings[content_type].test(name)
    ? withName(planned, name)
    : planned;
}

function nameFrom({ decompression_algorithm }: ValueObject, url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const name = plainName(decodeURIComponent(new URL(url).pathname));
  const ending = typeof decompression_algorithm === "string" ? `.${decompression_algorithm}` : "";
  return name.endsWith(ending) ? name.slice(0, name.length - ending.length) : name;
}

function withName(planned: ValueObject, name: string): ValueObject {
  const { datastore_id, content_type, file_name } = planned;
  if (typeof datastore_id !== "string") return planned;
  const id = `${datastore_id}:${scalarText(content_type)}/${name}`;
  return { ...planned, id, file_name: typeof file_name === "string" ? file_name : name };
}

/** What the server says of the file: its size, and its name where the URL does not tell it. */
async function prepare(work: Work<Connection>, wish: ValueObject): Promise<Fetching> {
  const { api } = work.connection;
  const { node, storage } = placeOf(wish);
  const url = scalarText(wish["url"]);
  const verify = wish["verify"] !== false;
  const isNamed = typeof wish["id"] === "string";
  const asked = api.get("/nodes/{node}/query-url-metadata", { node, url, "verify-certificates": verify });
  // Some servers tell nothing of a file that they give.
  const told = await (isNamed ? asked.catch(() => undefined) : asked);
  const planned = isNamed
    ? wish
    : withName(wish, nameFrom(wish, `http://name/${told?.filename ?? ""}`) ?? "");
  const content = planned["content_type"] as "iso" | "vztmpl" | "import";
  const name = scalarText(planned["id"]).split("/").at(-1) ?? "";
  if (!endings[content].test(name)) throw new Refusal([wrongEnding(name, content, ["file_name"])]);
  const text = (attribute: string, parameter: string) =>
    typeof planned[attribute] === "string" ? { [parameter]: planned[attribute] } : {};
  return {
    planned,
    // What it has when it is decompressed nobody knows.
    size: planned["decompression_algorithm"] === null ? told?.size : undefined,
    start: () =>
      api.post("/nodes/{node}/storage/{storage}/download-url", {
        node,
        storage,
        content,
        url,
        filename: name,
        "verify-certificates": verify,
        ...text("checksum", "checksum"),
        ...text("checksum_algorithm", "checksum-algorithm"),
        ...text("decompression_algorithm", "compression"),
      }),
  };
}
