import { mkdtempSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { App } from "cdktf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { build as container } from "../examples/container/build.js";
import { build as machine } from "../examples/machine/build.js";
import { build as stacks } from "../examples/stacks/build.js";
import { apply, destroy, plan, simulate } from "../providers/proxmox/testing/index.js";

let server: Server;
/** Answers every name with a small disk image. */
beforeAll(async () => {
  const image = await readFile(join(import.meta.dirname, "../examples/quickstart/images/debian-13.qcow2"));
  server = createServer((_, response) => response.end(image)).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
});
afterAll(() => void server.close());

const url = (name: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`;

const examples: readonly [string, (app: App) => void, readonly string[]][] = [
  [
    "machine",
    (app) => machine(app, url("debian-13.qcow2")),
    [
      "machine/alice",
      "machine/debian",
      "machine/operator",
      "machine/operator/machine%2Falice on machine%2Fpool",
      "machine/pool",
      "machine/setup/user",
      "machine/web",
    ],
  ],
  [
    "container",
    (app) => container(app, url("debian-13-standard_13.1-2_amd64.tar.zst")),
    ["cache/cache", "cache/debian", "cache/firewall"],
  ],
  ["stacks", stacks, ["base/template", "production/web-1", "production/web-2", "test/web-1"]],
];

describe.each(examples)("the example %s", (_, build, objects) => {
  const app = () => {
    const made = new App({ outdir: mkdtempSync(join(tmpdir(), "pve-cdk-examples-")) });
    build(made);
    return made;
  };
  const each = (action: string) => Object.fromEntries(objects.map((name) => [name, action]));

  it("is planned as a whole, is applied, has nothing to do again, and leaves nothing when it is destroyed", async () => {
    await using pve = await simulate({ ssh: true });
    expect(await plan(app(), pve)).toMatchObject({ changes: each("create"), warnings: [] });
    expect(await apply(app(), pve)).toMatchObject({ changes: each("create"), warnings: [] });
    expect((await plan(app(), pve)).changes).toEqual({});
    expect((await destroy(app(), pve)).changes).toEqual(each("delete"));
    expect(await pve.get("/cluster/resources", { type: "vm" })).toEqual([]);
    expect(await pve.get("/nodes/pve1/storage/local/content")).toEqual([]);
  });
});
