import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { acl } from "../../../providers/proxmox/resources/access/acl.js";
import { user } from "../../../providers/proxmox/resources/access/user.js";
import { userToken } from "../../../providers/proxmox/resources/access/user-token.js";
import { connect } from "../../../providers/proxmox/connection.js";
import { settingsFrom } from "../settings-from.js";
import { applied, apply, imported, plan, stand, type Stand } from "./stand.js";

let at: Stand;
beforeAll(async () => {
  at = await stand();
});
afterAll(() => at.close());

describe("acl", () => {
  const code = { path: "/vms/100", role_id: "PVEVMUser", user_id: "root@pam" };

  it("is granted, found again, changed in place, and taken back", async () => {
    const made = await applied(at, acl, { code });
    expect(made.attributes).toMatchObject({ id: "/vms/100?root@pam?PVEVMUser", propagate: true });
    expect((await plan(at, acl, { prior: made, code })).decision.action).toBe("none");
    const changed = await applied(at, acl, { prior: made, code: { ...code, propagate: false } });
    expect(await at.pve.get("/access/acl")).toMatchObject([{ propagate: 0 }]);
    expect((await imported(at, acl, "/vms/100?root@pam?PVEVMUser")).attributes).toMatchObject({
      propagate: false,
      user_id: "root@pam",
    });
    await apply(at, acl, { prior: changed });
    expect(await at.pve.get("/access/acl")).toEqual([]);
  });

  it("refuses none and two to grant to, before any request", async () => {
    await expect(plan(at, acl, { code: { path: "/", role_id: "PVEAuditor" } })).rejects.toThrow(
      /exactly one of user_id, group_id, token_id/,
    );
    await expect(plan(at, acl, { code: { ...code, group_id: "g" } })).rejects.toThrow(/user_id and group_id/);
  });
});

describe("user_token", () => {
  it("keeps the secret that Proxmox VE tells once, and nothing else tells it", async () => {
    const made = await applied(at, userToken, {
      code: { user_id: "root@pam", token_name: "ci", comment: "CI" },
    });
    expect(made.attributes["value"]).toMatch(/^root@pam!ci=[0-9a-f-]{36}$/);
    const again = await plan(at, userToken, {
      prior: made,
      code: { user_id: "root@pam", token_name: "ci", comment: "CI" },
    });
    expect(again.decision.action).toBe("none");
    expect(again.planned["value"]).toBe(made.attributes["value"]);
    const changed = await applied(at, userToken, {
      prior: made,
      code: {
        user_id: "root@pam",
        token_name: "ci",
        expiration_date: "2030-01-01T00:00:00Z",
        privileges_separation: false,
      },
    });
    expect(await at.pve.get("/access/users/root@pam/token/ci")).toMatchObject({ expire: 1893456000 });
    const cleared = await applied(at, userToken, {
      prior: changed,
      code: { user_id: "root@pam", token_name: "ci" },
    });
    expect(cleared.attributes).toMatchObject({ expiration_date: null, privileges_separation: true });
    expect(
      (await plan(at, userToken, { prior: cleared, code: { user_id: "root@pam", token_name: "ci" } }))
        .decision.action,
    ).toBe("none");
    await apply(at, userToken, { prior: cleared });
  });
});

describe("user", () => {
  // No markers: Terraform keeps them in its state, as the provider that users know has it.
  const code = { user_id: "carol@pve", password: "the first one" };
  const passwordOf = () => at.pve.world.users.get("carol@pve")?.password;

  it("sets a password at creation and again where it changes, and keeps it where it leaves the code", async () => {
    const { endpoint, fingerprint, username, password } = at.pve;
    const connection = await connect(
      settingsFrom({
        PROXMOX_VE_ENDPOINT: endpoint,
        PROXMOX_VE_FINGERPRINT: fingerprint,
        PROXMOX_VE_USERNAME: username,
        PROXMOX_VE_PASSWORD: password,
      }),
    );
    const here = { ...at, connection };
    const made = await applied(here, user, { code });
    expect(passwordOf()).toBe("the first one");
    const changed = await applied(here, user, { prior: made, code: { ...code, password: "the second one" } });
    expect(passwordOf()).toBe("the second one");
    const without = await applied(here, user, { prior: changed, code: { user_id: "carol@pve" } });
    expect(passwordOf()).toBe("the second one");
    await apply(here, user, { prior: without });
    await connection.close();
  });

  it("tells that a token may not change a password, and keeps the rest of what was planned away", async () => {
    const made = await applied(at, user, { code });
    await expect(
      applied(at, user, { prior: made, code: { ...code, password: "the second one", comment: "new" } }),
    ).rejects.toThrow();
    expect(passwordOf()).toBe("the first one");
    expect(await at.pve.get("/access/users/carol@pve")).not.toHaveProperty("comment");
    await apply(at, user, { prior: made });
  });
});
