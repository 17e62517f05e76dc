import { error, type Diagnostic } from "../../../../lib/diagnostic/diagnostic.js";
import type { Path } from "../../../../lib/value/path.js";

/** What names may end with, for a person. */
const allowed = {
  iso: ".iso or .img",
  vztmpl: ".tar, .tar.gz, .tar.xz, .tar.zst or .tar.bz2",
  import: ".qcow2, .raw, .vmdk or .ova",
  backup: ".tgz, .tar or .vma; the latter two also with .gz, .lzo, .zst or .bz2 behind them",
} as const;

/** Tells that a file's name has an ending which Proxmox VE does not take for such content. */
export function wrongEnding(name: string, content: keyof typeof allowed, path: Path): Diagnostic {
  return error(`${name}: Proxmox VE takes no file with this ending as ${content}`, {
    path,
    detail: `Set \`file_name\` to one that ends with ${allowed[content]}; or \`content_type\` to what it is.`,
  });
}
