import { mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname } from "node:path";

import { textOf, type Call, type Routes } from "../call.js";
import { fail } from "../failure.js";
import { activate } from "./activate.js";
import { hasSpace } from "./capacity.js";
import { assertChecksum } from "./checksum.js";
import { enabledStorage } from "./enabled.js";
import { assertHarmless } from "./file-check.js";
import { contentsOf, pathOf } from "./properties.js";
import { targetOf } from "./target.js";
import { unknownNode } from "../cluster/forward.js";
import { seenFrom } from "../cluster/membership.js";

/** How long it takes until a worker has copied what was sent, in milliseconds, beside the time for its bytes. */
const workerTime = 100;
const bytesPerMillisecond = 2 ** 20;

export const uploadRoutes: Routes = {
  "POST /nodes/{node}/storage/{storage}/upload": upload,
};

/** A file that came with the request goes to a storage; one of the same name is replaced. */
function upload(call: Call): string {
  const { world, user, upload: sent } = call;
  const [node, id] = [textOf(call, "node") as string, textOf(call, "storage") as string];
  const content = textOf(call, "content") as string;
  try {
    const storage = enabledStorage(world, id, node);
    if (pathOf(storage) === undefined) fail(`can't upload to storage type '${storage.type}'`);
    if (sent === undefined) fail("missing temporary file name");
    const target = targetOf(call, storage, sent.fileName);
    if (!contentsOf(storage).includes(content)) fail(`storage '${id}' does not support '${content}' content`);
    assertReached(call, id);
    activate(world, id, node);
    const temporary = `/var/tmp/${basename(sent.path)}`;
    return world.tasks.run({ node: call.local, type: "imgcopy", user }, async ({ log }) => {
      try {
        log(`starting file import from: ${temporary}`);
        const algorithm = textOf(call, "checksum-algorithm");
        if (algorithm !== undefined)
          await assertChecksum(sent.path, { algorithm, expected: textOf(call, "checksum") as string }, log);
        assertHarmless({ path: sent.path, declared: temporary, content, format: target.format, log });
        log(`target node: ${node}`);
        log(`target file: ${target.declared}`);
        log(`file size is: ${sent.size}`);
        log(`command: cp -- ${temporary} ${target.declared}`);
        await world.clock.sleep(workerTime + sent.size / bytesPerMillisecond);
        if (!hasSpace(world, id, { bytes: sent.size, node })) {
          log(`cp: error writing '${target.declared}': No space left on device`);
          throw new Error("import failed: exit code 1");
        }
        mkdirSync(dirname(target.path), { recursive: true });
        renameSync(sent.path, target.path);
        log("finished file import successfully");
      } finally {
        rmSync(sent.path, { force: true });
      }
    });
  } catch (thrown) {
    if (sent !== undefined) rmSync(sent.path, { force: true });
    throw thrown;
  }
}

/** A file for another node is copied there by the node that took it, which looks for the storage there first. */
function assertReached({ world, local, parameters }: Call, id: string): void {
  const name = String(parameters["node"]);
  const { address } = world.nodes.get(name) ?? unknownNode(name);
  if (seenFrom(world, local).has(name)) return;
  const command = `/usr/bin/ssh -e none -o 'BatchMode=yes' -o 'HostKeyAlias=${name}' ${address} -- /usr/sbin/pvesm status --storage ${id}`;
  fail(`can't activate storage '${id}' on node '${name}': command '${command}' failed: exit code 255`);
}
