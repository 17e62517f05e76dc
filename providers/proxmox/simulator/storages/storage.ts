/** A storage of the cluster: a directory whose files are real. */
export interface Storage {
  readonly type: "dir";
  /** storage.cfg, as texts. */
  config: Readonly<Record<string, string | number>>;
  /** Where the files are on this machine. */
  readonly directory: string;
}

export const storageBytes = 256 * 2 ** 30;

/** Below the storage's directory, by content type. */
export const contentFolders: Readonly<Record<string, string>> = {
  images: "images",
  iso: "template/iso",
  vztmpl: "template/cache",
  import: "import",
  snippets: "snippets",
  backup: "dump",
  rootdir: "images",
};
