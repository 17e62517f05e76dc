import { describe, expect, it } from "vitest";

import { linesOf } from "./stage.js";
import { Workplace } from "./workplace.js";

// Nothing listens there: whoever asked would fail.
const nowhere = { PROXMOX_VE_ENDPOINT: "https://127.0.0.1:1", PROXMOX_VE_API_TOKEN: "root@pam!x=y" };
const token = { user_id: "root@pam", token_name: "ci" };

describe("validate", () => {
  it("finds right code valid without a request and without a state", async () => {
    await using place = await Workplace.open(nowhere);
    await place.code({ proxmox_user_token: { ci: token } });
    expect(await place.command("validate")).toEqual({ code: 0, out: "web  is valid\n", complaints: "" });
    await expect(place.read("terraform.web.tfstate")).rejects.toThrow(/ENOENT/);
  });

  it("names everything that is wrong, in resources and in provider blocks", async () => {
    await using place = await Workplace.open(nowhere);
    await place.code(
      { proxmox_user_token: { ci: { ...token, user_di: "x" } }, proxmox_pol: { one: {} } },
      { provider: { proxmox: [{ insecure: "perhaps" }] } },
    );
    const { code, complaints } = await place.command("validate");
    expect(code).toBe(1);
    for (const part of ['Did you mean "user_id"', 'no resource type "proxmox_pol"', "insecure"])
      expect(complaints).toContain(part);
  });

  it("answers a program line by line", async () => {
    await using place = await Workplace.open(nowhere);
    await place.code({ proxmox_user_token: { ci: { user_id: "root@pam" } } });
    const shown = await place.command("validate", "--json");
    expect(shown.code).toBe(1);
    expect(linesOf(shown, "validated")).toMatchObject([{ stack: "web", valid: false }]);
    expect(linesOf(shown, "diagnostic")).toMatchObject([
      { stack: "web", severity: "error", address: "proxmox_user_token.ci" },
    ]);
  });

  it("does not need the state of another stack that this one refers to", async () => {
    await using place = await Workplace.open(nowhere);
    await place.code(
      {
        proxmox_user_token: { ci: { ...token, comment: "${data.terraform_remote_state.net.outputs.name}" } },
      },
      {
        data: {
          terraform_remote_state: { net: { backend: "local", config: { path: "FOLDER/none.tfstate" } } },
        },
      },
    );
    expect((await place.command("validate")).code).toBe(0);
  });
});
