import { fail } from "../failure.js";
import type { Configuration } from "../guests/guest.js";
import { tarEntries, tarText } from "../storages/tar.js";

interface Descriptor {
  readonly digest: string;
}

interface Image {
  readonly config?: {
    readonly Entrypoint?: readonly string[] | null;
    readonly Cmd?: readonly string[] | null;
    readonly Env?: readonly string[] | null;
  };
}

/** What a container takes from an image of the Open Container Initiative; nothing from any other archive. */
export function imageConfiguration(path: string): Configuration {
  const entries = path.endsWith(".tar") ? (tarEntries(path) ?? []) : [];
  const files = new Map(entries.map((entry) => [entry.name.replace(/^\.\//, ""), entry]));
  if (!files.has("oci-layout")) return {};
  const read = <T>(name: string): T => {
    const entry = files.get(name) ?? fail(`failed to parse OCI image: '${name}' is missing`);
    return JSON.parse(tarText(path, entry)) as T;
  };
  const { manifests } = read<{ readonly manifests: readonly Descriptor[] }>("index.json");
  const manifest = read<{ readonly config: Descriptor }>(blobOf(manifests[0]));
  const { config = {} } = read<Image>(blobOf(manifest.config));
  const command = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
  const environment = config.Env ?? [];
  return {
    ...(command.length === 0 ? {} : { entrypoint: command.map(quoted).join(" "), cmode: "console" }),
    ...(environment.length === 0 ? {} : { env: environment.join("\0") }),
  };
}

function blobOf(descriptor: Descriptor | undefined): string {
  return `blobs/${descriptor?.digest.replace(":", "/")}`;
}

function quoted(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
