import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { textOf, type Call, type Routes } from "../call.js";
import { fail } from "../failure.js";
import type { World } from "../world.js";
import { activate } from "./activate.js";
import { enabledStorage } from "./enabled.js";
import { isReachable, mediaOf } from "./media.js";
import { contentsOf, pathOf } from "./properties.js";
import { placeOf, plainFileName } from "./target.js";
import { tarArchive } from "./tar-archive.js";

const usualRegistry = "docker.io";

/** Images of containers from registries: every registry that answers has every image. */
export const ociRoutes: Routes = {
  "GET /nodes/{node}/query-oci-repo-tags": (call) => {
    const reference = textOf(call, "reference") as string;
    const problem = registryProblem(call.world, reference);
    if (problem !== undefined) fail(`command 'skopeo list-tags docker://${reference}' failed: exit code 1`);
    return ["latest", "1", "1.0", "1.1"];
  },
  "POST /nodes/{node}/storage/{storage}/oci-registry-pull": pull,
};

function pull(call: Call): string {
  const { world, user } = call;
  const [node, id] = [textOf(call, "node") as string, textOf(call, "storage") as string];
  const reference = textOf(call, "reference") as string;
  const storage = enabledStorage(world, id, node);
  if (pathOf(storage) === undefined)
    fail(`can't upload to storage type '${storage.type}', not a file based storage!`);
  if (!contentsOf(storage).includes("vztmpl"))
    fail(`storage '${id}' is not configured for content-type 'vztmpl'`);
  const fileName = `${plainFileName(textOf(call, "filename") ?? reference)}.tar`;
  activate(world, id, node);
  const { path, declared } = placeOf(call, { storage, content: "vztmpl", fileName });
  if (existsSync(path)) fail(`refusing to override existing file '${fileName}'`);
  return world.tasks.run({ node, type: "ociregistrypull", id: fileName, user }, async (task) => {
    const temporary = `.tmp.${parseInt(task.upid.split(":")[2] as string, 16)}`;
    const problem = registryProblem(world, reference);
    if (problem !== undefined) {
      task.log(`time="${new Date(world.clock.now()).toISOString()}" level=fatal msg="${problem}"`);
      throw new Error(
        `command 'skopeo copy docker://${reference} oci-archive:${declared}${temporary}' failed: exit code 1`,
      );
    }
    const { archive, layer, config } = image(reference);
    task.log("Getting image source signatures");
    task.log(`Copying blob sha256:${layer}`);
    task.log(`Copying config sha256:${config}`);
    task.log("Writing manifest to image destination");
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path + temporary, archive);
    renameSync(path + temporary, path);
  });
}

function registryProblem(world: World, reference: string): string | undefined {
  const [first = "", ...rest] = reference.split("/");
  const registry = rest.length > 0 && /[.:]|^localhost$/.test(first) ? first : usualRegistry;
  return isReachable(mediaOf(world), registry)
    ? undefined
    : `pinging container registry ${registry}: Get "https://${registry}/v2/": dial tcp: connect: connection refused`;
}

/** An image with one empty layer, as an archive of the OCI layout. */
function image(reference: string): {
  readonly archive: Buffer;
  readonly layer: string;
  readonly config: string;
} {
  const layer = tarArchive([]);
  const layerHash = hashOf(layer);
  const config = Buffer.from(
    JSON.stringify({
      architecture: "amd64",
      os: "linux",
      config: {
        Cmd: ["/bin/sh"],
        Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
      },
      rootfs: { type: "layers", diff_ids: [`sha256:${layerHash}`] },
    }),
  );
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      config: descriptor("application/vnd.oci.image.config.v1+json", config),
      layers: [descriptor("application/vnd.oci.image.layer.v1.tar", layer)],
    }),
  );
  const index = {
    schemaVersion: 2,
    manifests: [
      {
        ...descriptor("application/vnd.oci.image.manifest.v1+json", manifest),
        annotations: { "org.opencontainers.image.ref.name": reference },
      },
    ],
  };
  const archive = tarArchive([
    ...[layer, config, manifest].map((blob) => ({ name: `blobs/sha256/${hashOf(blob)}`, content: blob })),
    { name: "index.json", content: Buffer.from(JSON.stringify(index)) },
    { name: "oci-layout", content: Buffer.from('{"imageLayoutVersion":"1.0.0"}') },
  ]);
  return { archive, layer: layerHash, config: hashOf(config) };
}

function descriptor(mediaType: string, blob: Buffer) {
  return { mediaType, digest: `sha256:${hashOf(blob)}`, size: blob.length };
}

function hashOf(blob: Buffer): string {
  return createHash("sha256").update(blob).digest("hex");
}
