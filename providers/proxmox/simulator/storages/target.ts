import { join, posix } from "node:path";

import { textOf, type Call } from "../call.js";
import { parameterFailure } from "../failure.js";
import { contentFolder } from "./layout.js";
import { directoryOf } from "./places.js";
import { pathOf } from "./properties.js";
import type { Storage } from "./storage.js";
import { isoExtension, templateExtension } from "./volume-name.js";

/** Where a file that is brought to a storage goes. */
export interface Target {
  readonly fileName: string;
  /** The file on this machine. */
  readonly path: string;
  /** As the node knows it. */
  readonly declared: string;
  /** Of an import the ending of its name. */
  readonly format: string | undefined;
}

/** What a file may be called: what else is in a name becomes an underscore, and folders are left out. */
export function plainFileName(name: string): string {
  return name
    .replace(/\n$/, "")
    .replace(/^.*[/\\]/s, "")
    .replace(/[^a-zA-Z0-9_.-]/g, "_");
}

/** The place of a content's file on a storage, or the refusal of a name that doesn't tell such a file. */
export function targetOf(call: Call, storage: Storage, sent: string): Target {
  const content = textOf(call, "content") as string;
  const fileName = plainFileName(sent);
  const format = content === "import" ? importFormat(fileName) : undefined;
  const isNamed =
    content === "iso" ? /./.test(fileName.replace(isoExtension, "")) && isoExtension.test(fileName) : true;
  if (!isNamed || (content === "vztmpl" && !/^[^/]+$/.test(templateName(fileName) ?? "")))
    throw parameterFailure({ filename: "wrong file extension" });
  return { ...placeOf(call, { storage, content, fileName }), format };
}

/** The place of a file on a storage, whatever its name. */
export function placeOf(
  { world, parameters }: Call,
  {
    storage,
    content,
    fileName,
  }: { readonly storage: Storage; readonly content: string; readonly fileName: string },
): Omit<Target, "format"> {
  const folder = posix.normalize(`/${contentFolder(storage, content)}`);
  const node = String(parameters["node"]);
  return {
    fileName,
    path: join(directoryOf(world, String(parameters["storage"]), node), folder, fileName),
    declared: `${pathOf(storage)}${folder}/${fileName}`,
  };
}

/** A template's name without its ending; undefined where the ending is another. */
function templateName(name: string): string | undefined {
  return templateExtension.test(name) ? name.replace(templateExtension, "") : undefined;
}

function importFormat(name: string): string {
  const format = /[a-zA-Z0-9\-.+=_]+\.(ova|qcow2|raw|vmdk)$/.exec(name)?.[1];
  if (format === undefined) throw parameterFailure({ filename: "invalid filename or wrong extension" });
  return format;
}
