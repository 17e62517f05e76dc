import { stat } from "node:fs/promises";

import { error, warning } from "../../../../lib/diagnostic/diagnostic.js";
import type { Foresight, Outlook } from "../../../../lib/schema/resource.js";
import { equal } from "../../../../lib/value/equal.js";
import { isUnknown, unknown, type ValueObject } from "../../../../lib/value/value.js";
import { parseChecksum } from "./checksum.js";
import { block, isUrl, rawBytes } from "./file-source.js";
import { parseTag, tagOfBytes, tagOfFile, tagText, type FileTag } from "./file-tag.js";

/** What a file will hold: read from its source where that lies here, so that a change of the source is seen. */
export async function foreseeFile({ configuration, prior }: Outlook): Promise<Foresight> {
  const before = prior?.attributes;
  const raw = rawBytes(configuration);
  if (raw !== undefined) return { values: holding(tagOfBytes(raw), null) };
  const file = block(configuration, "source_file");
  const path = file?.["path"];
  if (file === undefined || typeof path !== "string") return { values: notKnown };
  if (isUrl(path)) return { values: ofUrl(file, before) };
  return ofPath(path, file, before);
}

const notKnown: ValueObject = { file_tag: unknown, file_size: unknown, file_modification_date: unknown };

function holding(tag: FileTag, changed: string | null): ValueObject {
  return { file_tag: tagText(tag), file_size: tag.size, file_modification_date: changed };
}

/** What was sent; another size in the storage means that somebody else put something there. */
function asBefore(before: ValueObject): ValueObject {
  const { file_tag = null, file_size = null, file_modification_date = null } = before;
  return { file_tag, file_size: parseTag(file_tag)?.size ?? file_size, file_modification_date };
}

/** What a server has is not looked at: mirrors differ in all but the bytes. A checksum, or `changed`, tells. */
function ofUrl(file: ValueObject, before: ValueObject | undefined): ValueObject {
  const old = before === undefined ? undefined : block(before, "source_file");
  if (before === undefined) return notKnown;
  const isSame =
    old === undefined ||
    (["path", "checksum", "changed"] as const).every((name) => {
      const [was, is] = [old[name] ?? null, file[name] ?? null];
      return equal(was === "" || was === false ? null : was, is === "" || is === false ? null : is);
    });
  return isSame ? asBefore(before) : notKnown;
}

async function ofPath(path: string, file: ValueObject, before: ValueObject | undefined): Promise<Foresight> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) {
    const told = { path: ["source_file", 0, "path"] };
    return before === undefined
      ? {
          values: notKnown,
          diagnostics: [
            warning(`there is no file ${path} yet`, {
              ...told,
              detail: "It must be there when it is applied.",
            }),
          ],
        }
      : {
          values: asBefore(before),
          diagnostics: [
            warning(`there is no file ${path} here`, {
              ...told,
              detail: "Whether it differs from what was sent can't be told. What is in the storage stays.",
            }),
          ],
        };
  }
  const changed = found.ctime.toISOString();
  const sent = before === undefined ? undefined : parseTag(before["file_tag"]);
  // What was neither changed nor exchanged since needs no reading.
  if (sent?.size === found.size && before?.["file_modification_date"] === changed)
    return { values: holding(sent, changed) };
  const tag = await tagOfFile(path, found);
  const checksum = parseChecksum(file["checksum"]);
  if (checksum?.algorithm === "sha256" && checksum.value !== tag.sha256 && !isUnknown(file["checksum"]))
    return {
      values: holding(tag, changed),
      diagnostics: [
        error(`${path} has another checksum than the code says`, {
          path: ["source_file", 0, "checksum"],
          detail: `It has ${tag.sha256}.`,
        }),
      ],
    };
  const isSame = sent !== undefined && tagText(sent) === tagText(tag);
  return { values: isSame && before !== undefined ? asBefore(before) : holding(tag, changed) };
}
