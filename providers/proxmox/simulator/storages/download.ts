import { textOf, type Call, type Routes } from "../call.js";
import { fail } from "../failure.js";
import { activate } from "./activate.js";
import { hasSpace } from "./capacity.js";
import { enabledStorage } from "./enabled.js";
import { fetchFile } from "./fetch-file.js";
import { assertHarmless } from "./file-check.js";
import { contentsOf, pathOf } from "./properties.js";
import { targetOf } from "./target.js";
import { unpackers } from "./unpack.js";

export const downloadRoutes: Routes = {
  "POST /nodes/{node}/storage/{storage}/download-url": download,
};

function download(call: Call): string {
  const { world, user } = call;
  const [node, id] = [textOf(call, "node") as string, textOf(call, "storage") as string];
  const content = textOf(call, "content") as string;
  const storage = enabledStorage(world, id, node);
  if (pathOf(storage) === undefined)
    fail(`can't upload to storage type '${storage.type}', not a file based storage!`);
  if (!contentsOf(storage).includes(content))
    fail(`storage '${id}' is not configured for content-type '${content}'`);
  const target = targetOf(call, storage, textOf(call, "filename") as string);
  activate(world, id, node);
  const compression = textOf(call, "compression");
  const expected = textOf(call, "checksum");
  const algorithm = textOf(call, "checksum-algorithm");
  return world.tasks.run({ node, type: "download", id: target.fileName, user }, async (task) => {
    const unpacker = compression === undefined ? undefined : unpackers[compression];
    if (compression !== undefined) {
      if (content !== "iso") throw new Error(`decompression not supported for ${content}`);
      if (unpacker === undefined) throw new Error("no decompression method found");
    }
    await fetchFile(world, task, {
      node,
      url: textOf(call, "url") as string,
      ...target,
      certificates: textOf(call, "verify-certificates") === "0" ? "any" : "verified",
      fits: (bytes) => hasSpace(world, id, { bytes, node }),
      ...(expected === undefined || algorithm === undefined ? {} : { checksum: { expected, algorithm } }),
      ...(unpacker === undefined ? {} : { unpacker }),
      check: (path, declared) =>
        assertHarmless({ path, declared, content, format: target.format, log: task.log }),
    });
  });
}
