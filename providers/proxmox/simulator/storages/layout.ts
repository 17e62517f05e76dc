import type { Storage } from "./storage.js";

/** Below the directory of a storage that is a file system, by content. */
export const contentFolders: Readonly<Record<string, string>> = {
  images: "images",
  iso: "template/iso",
  vztmpl: "template/cache",
  import: "import",
  snippets: "snippets",
  backup: "dump",
  rootdir: "private",
};

const blockTypes = new Set([
  "lvm",
  "lvmthin",
  "zfspool",
  "zfs",
  "rbd",
  "iscsi",
  "iscsidirect",
  "pbs",
  "esxi",
]);

/** Whether storages of a type are file systems, with folders for each content. */
export function isFileType(type: string): boolean {
  return !blockTypes.has(type);
}

/** The folder for a content, which `content-dirs` may rename: `iso=images/iso,backup=old`. */
export function contentFolder({ config }: Storage, content: string): string {
  const own = String(config["content-dirs"] ?? "")
    .split(",")
    .map((pair) => pair.split("="))
    .find(([name]) => name === content)?.[1];
  return own ?? (contentFolders[content] as string);
}
