import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { importInstance } from "../../../../lib/change/perform/read.js";
import type { Instance } from "../../../../lib/change/instance.js";
import { container } from "../../../../providers/proxmox/resources/nodes/container/index.js";
import { madeFrom } from "../../../../providers/proxmox/resources/nodes/container/made-from.js";
import type { Leaf } from "../../../../lib/schema/attribute.js";
import type { Stand } from "../guest-stand.js";
import { stand, template } from "./world.js";

let at: Stand;
beforeAll(async () => {
  at = await stand();
});
afterAll(() => at.close());

const code = { os_template: template, rootfs: { storage: "local", size: "1G" } };
const vmidOf = (instance: Instance) => instance.attributes["vmid"] as number;

describe("what a container is made from", () => {
  it.each([true, false])(
    "is made anew where unprivileged: %s becomes the other, unless its data would go",
    async (unprivileged) => {
      const made = await at.make(undefined, { ...code, unprivileged });
      expect((await at.configuration(vmidOf(made)))["unprivileged"] ?? 0).toBe(unprivileged ? 1 : 0);
      const other = { ...code, unprivileged: !unprivileged };
      expect(at.plan(await at.read(made), other)).toMatchObject({
        action: "replace",
        effect: "destroys data",
        replacedBy: [["unprivileged"]],
        diagnostics: expect.arrayContaining([
          expect.objectContaining({ severity: "error", summary: "refused: this would destroy data" }),
        ]) as unknown,
      });
      expect(at.plan(await at.read(made), code)).toMatchObject({ action: "none" });
    },
  );

  it("is seen where nothing was said of it, and where it is imported", async () => {
    const made = await at.make(undefined, code);
    expect(made.attributes).toMatchObject({ unprivileged: true, os_type: "debian", architecture: "amd64" });
    const imported = await importInstance(container, at.connection, `${vmidOf(made)}?own=cores`);
    expect(at.plan(imported, { ...code, unprivileged: true })).toMatchObject({ replacedBy: [] });
    expect(at.plan(imported, { ...code, unprivileged: false })).toMatchObject({ action: "replace" });
  });

  it("has the system and the architecture that the code says, at once and later", async () => {
    const made = await at.make(undefined, { ...code, os_type: "ubuntu" });
    expect(await at.configuration(vmidOf(made))).toMatchObject({ ostype: "ubuntu", arch: "amd64" });
    const changed = await at.make(made, { ...code, os_type: "unmanaged", architecture: "i386" });
    expect(await at.configuration(vmidOf(made))).toMatchObject({ ostype: "unmanaged", arch: "i386" });
    expect(at.plan(await at.read(changed), code)).toMatchObject({ action: "none" });
  });

  it("takes down without a consequence only what its configuration never shows", async () => {
    const shown = await at.configuration(
      vmidOf(await at.make(undefined, { ...code, ssh_keys: ["ssh-ed25519 AAAA a@b"] })),
    );
    const takenDown = Object.entries(madeFrom).filter(
      ([, leaf]: readonly [string, Leaf]) => leaf.origin === true,
    );
    expect(takenDown.map(([name, leaf]: readonly [string, Leaf]) => leaf.key ?? name)).not.toEqual(
      expect.arrayContaining([expect.toSatisfy((key: string) => key in shown)]),
    );
  });
});
