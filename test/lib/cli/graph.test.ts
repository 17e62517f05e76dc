import { describe, expect, it } from "vitest";

import { linesOf } from "./stage.js";
import { Workplace } from "./workplace.js";

const resources = {
  proxmox_user: { ci: { "//": { metadata: { path: 'web/"ci"' } }, user_id: "ci@pve" } },
  proxmox_user_token: { ci: { user_id: "${proxmox_user.ci.user_id}", token_name: "ci" } },
};

describe("graph", () => {
  it("draws each object and an arrow to what must be there first", async () => {
    await using place = await Workplace.open();
    await place.code(resources);
    const { code, out } = await place.command("graph");
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'digraph "web" {',
        "  rankdir = RL;",
        "  node [shape = box];",
        '  "proxmox_user.ci" [label = "user \\"ci\\""];',
        '  "proxmox_user_token.ci" [label = "user token ci"];',
        '  "proxmox_user_token.ci" -> "proxmox_user.ci";',
        "}",
        "",
      ].join("\n"),
    );
  });

  it("gives programs the same line by line", async () => {
    await using place = await Workplace.open();
    await place.code(resources);
    expect(linesOf(await place.command("graph", "--json"), "dependencies")).toMatchObject([
      { stack: "web", dependsOn: [] },
      { stack: "web", address: "proxmox_user_token.ci", dependsOn: ["proxmox_user.ci"] },
    ]);
  });
});
