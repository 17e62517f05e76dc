import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** What `npm install` may cost, in megabytes: README promises it. */
const most = { download: 3, unpacked: 14 } as const;

const { stdout } = await promisify(execFile)("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
  cwd: join(import.meta.dirname, ".."),
});
const [packed] = JSON.parse(stdout) as readonly { readonly size: number; readonly unpackedSize: number }[];
if (packed === undefined) throw new Error("npm pack tells nothing");
const size = { download: packed.size / 1e6, unpacked: packed.unpackedSize / 1e6 };
console.log(
  `The package: ${size.download.toFixed(1)} MB to download, ${size.unpacked.toFixed(1)} MB unpacked (at most ${most.download} and ${most.unpacked})`,
);
if (size.download > most.download || size.unpacked > most.unpacked) process.exitCode = 1;
