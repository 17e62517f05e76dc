import { createColors } from "picocolors";
import { describe, expect, it } from "vitest";

import { diagnosticText } from "../../../../lib/cli/render/diagnostic.js";
import { error } from "../../../../lib/diagnostic/diagnostic.js";

const look = { colors: createColors(false) };

describe("a message for who writes TypeScript", () => {
  it.each([
    ["set `allow_data_loss = true` and apply", "set `allowDataLoss: true` and apply"],
    ["take `cloud_init.storage` out", "take `cloudInit.storage` out"],
    ["one of `vm_id` and `container_id`", "one of `vmId` and `containerId`"],
    ["or set `insecure`", "or set `insecure`"],
    ["`pve-cdk state list` shows what it has", "`pve-cdk state list` shows what it has"],
    ["PVE says allow_data_loss = true", "PVE says allow_data_loss = true"],
  ])("says what is to be written as TypeScript has it: %s", (detail, told) => {
    expect(diagnosticText(error("no", { construct: "web/db", detail }), look)).toBe(
      `Error: no\n  web/db\n  ${told}\n`,
    );
  });

  it("leaves the words of a program as they are", () => {
    const text = diagnosticText(error("the program failed", { detail: "set `db_password`" }), look);
    expect(text).toContain("set `db_password`");
  });
});
