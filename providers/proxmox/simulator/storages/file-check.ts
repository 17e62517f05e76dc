import { assertOwnImage } from "./image-check.js";
import { tarEntries } from "./tar.js";

/** A file that somebody brought: where it is, as what the node knows it, and what it is taken for. */
export interface Brought {
  readonly path: string;
  readonly declared: string;
  readonly content: string;
  /** Of an import the ending of its name: `qcow2`, `ova`, ... */
  readonly format: string | undefined;
  readonly log: (line: string) => void;
}

/** Refuses what is not what its name says, and images that would lead to other files. */
export function assertHarmless({ path, declared, content, format, log }: Brought): void {
  if (format === "ova") {
    const entries = tarEntries(path);
    if (entries === undefined) {
      log("tar: This does not look like a tar archive");
      log("tar: Exiting with failure status due to previous errors");
      throw new Error(`command 'tar -t -f ${declared}' failed: exit code 2`);
    }
    if (!entries.some(({ name }) => name.endsWith(".ovf")))
      throw new Error("ova archive has no .ovf file inside");
    return;
  }
  if (content === "iso" || format !== undefined) assertOwnImage({ path, declared, format, log });
}
