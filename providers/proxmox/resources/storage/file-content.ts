import { error, type Diagnostic } from "../../../../lib/diagnostic/diagnostic.js";
import type { Path } from "../../../../lib/value/path.js";
import { isList, isUnknown, type ValueObject } from "../../../../lib/value/value.js";
import { scalarText } from "../../../../lib/value/scalar-text.js";
import { wrongFileName } from "../../ssh/file-name.js";
import { parseChecksum } from "./checksum.js";
import { block, sourceName } from "./file-source.js";
import { wrongEnding } from "./wrong-ending.js";

/** What Proxmox VE's API takes as an upload, by the endings that it accepts. */
export const endings = {
  iso: /\.(?:iso|img)$/i,
  vztmpl: /\.tar(?:\.(?:gz|xz|zst|bz2))?$/i,
  import: /\.(?:qcow2|raw|vmdk|ova)$/i,
} as const;

/** Whatever lies in a storage's folder of backups under another name is no volume: nobody would ever see it. */
const backupEnding = /\.(?:tgz|(?:tar|vma)(?:\.(?:gz|lzo|zst|bz2))?)$/;

/** What the API takes as an upload. */
export type Uploaded = keyof typeof endings;

/** The content type that a file's name says. */
export function contentOf(name: string): Uploaded | "snippets" | undefined {
  const uploaded = (Object.keys(endings) as Uploaded[]).find((content) => endings[content].test(name));
  return uploaded ?? (/\.ya?ml$/i.test(name) ? "snippets" : undefined);
}

export function isUploaded(text: unknown): text is Uploaded {
  return typeof text === "string" && text in endings;
}

/** What PVE makes of a name that it gets with an upload or a download. */
export function plainName(name: string): string {
  return name.replace(/^.*[/\\]/s, "").replace(/[^a-zA-Z0-9_.-]/g, "_");
}

/** Name, content type and volume id follow from the source, so they are known before the upload. */
export function named(
  planned: ValueObject,
  _prior: ValueObject | null,
  configuration: ValueObject,
): ValueObject {
  if (isUnknown(configuration["content_type"])) return planned;
  const given = sourceName(planned);
  if (given === undefined) return planned;
  const content = isUnknown(planned["content_type"]) ? (contentOf(given) ?? null) : planned["content_type"];
  const name = isUploaded(content) ? plainName(given) : given;
  const storage = planned["datastore_id"];
  const id =
    isUnknown(storage) || content === null || content === undefined
      ? planned["id"]
      : `${scalarText(storage)}:${scalarText(content)}/${name}`;
  return { ...planned, file_name: name, content_type: content ?? null, id: id ?? null };
}

/** `debian-13.qcow2   local:import on pve1, from http://...`. */
export function fileText(planned: ValueObject): string {
  const source = block(planned, "source_file")?.["path"] ?? "text in the code";
  return `${scalarText(planned["file_name"])} to ${scalarText(planned["datastore_id"])}:${scalarText(planned["content_type"])} on ${scalarText(planned["node_name"])}, from ${scalarText(source)}`;
}

export function checkSource(configuration: ValueObject): readonly Diagnostic[] {
  const blocks = (["source_file", "source_raw"] as const).filter(
    (name) => isList(configuration[name]) && configuration[name].length > 0,
  );
  if (isUnknown(configuration["source_file"]) || isUnknown(configuration["source_raw"])) return [];
  if (blocks.length !== 1)
    return [
      error(blocks.length === 0 ? "the file has no source" : "the file has two sources", {
        path: [blocks[1] ?? "source_file"],
        detail: "Write exactly one block: `source_file` (a path or URL) or `source_raw` (text).",
      }),
    ];
  return [...checkContent(configuration), ...checkChecksum(configuration)];
}

function checkContent(configuration: ValueObject): readonly Diagnostic[] {
  const content = configuration["content_type"];
  const name = sourceName(configuration);
  if (isUnknown(content) || name === undefined) return [];
  const wanted = content ?? contentOf(name);
  const path = namePath(configuration);
  if (wanted === "snippets") return checkName(name, path);
  if (wanted === "backup")
    return [...checkName(name, path), ...(backupEnding.test(name) ? [] : [wrongEnding(name, wanted, path)])];
  if (!isUploaded(wanted))
    return [
      error(`${name}: the ending does not tell what it is`, {
        path: ["content_type"],
        detail:
          "Set `content_type`, or use an ending that Proxmox VE takes: .iso, .img, .tar.gz, .tar.xz, .tar.zst, .qcow2, .raw, .vmdk, .ova; or .yaml for a snippet.",
      }),
    ];
  return endings[wanted].test(name) ? [] : [wrongEnding(name, wanted, path)];
}

/** Where a name is written in the code, or would be. */
function namePath(configuration: ValueObject): Path {
  return [block(configuration, "source_raw") === undefined ? "source_file" : "source_raw", 0, "file_name"];
}

/** What goes over SSH is written by root. */
function checkName(name: string, path: Path): readonly Diagnostic[] {
  const wrong = wrongFileName(name);
  return wrong === undefined
    ? []
    : [
        error(`a file can't have the name ${JSON.stringify(name)}`, {
          path,
          detail: `As a file in a storage ${wrong}.`,
        }),
      ];
}

function checkChecksum(configuration: ValueObject): readonly Diagnostic[] {
  const checksum = block(configuration, "source_file")?.["checksum"];
  if (typeof checksum !== "string" || checksum === "" || parseChecksum(checksum) !== undefined) return [];
  return [
    error("checksum is not one", {
      path: ["source_file", 0, "checksum"],
      detail: `Given: ${JSON.stringify(checksum)}. Write the hexadecimal digits of MD5, SHA-1, SHA-224, SHA-256, SHA-384 or SHA-512.`,
    }),
  ];
}
