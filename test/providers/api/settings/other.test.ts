import { describe, expect, it } from "vitest";

import { unknown } from "../../../../lib/value/value.js";
import { secretMarker } from "../../../secrets/secret-marker.js";
import { parsedSettings } from "../../parsed-settings.js";
import { endpoint, settingsOf, token, toldOf } from "./reading.js";

describe("the other settings", () => {
  const same = { endpoint, api_token: token };

  it("tmp_dir is accepted, also from PROXMOX_VE_TMPDIR, and says that nothing needs it", () => {
    expect(parsedSettings({ ...same, tmp_dir: "/var/tmp" }, {})).toMatchObject({
      settings: { endpoints: [endpoint.slice(0, -1)] },
      diagnostics: [
        {
          severity: "warning",
          summary: "tmp_dir in the provider block is deprecated",
          detail: expect.stringMatching(/nothing needs it: leave it out/) as string,
          path: ["tmp_dir"],
        },
      ],
    });
    for (const variable of ["PROXMOX_VE_TMPDIR", "PM_VE_TMPDIR"])
      expect(toldOf(same, { [variable]: "/x" })).toEqual([`${variable} in the environment is deprecated`]);
  });

  it("random_vm_ids give a range, with defaults, and from the environment", () => {
    expect(settingsOf(same).randomIds).toBeUndefined();
    expect(settingsOf({ ...same, random_vm_ids: true }).randomIds).toEqual({ first: 10_000, last: 99_999 });
    const environment = {
      PROXMOX_VE_RANDOM_VM_IDS: "1",
      PROXMOX_VE_RANDOM_VM_ID_START: "5000",
      PROXMOX_VE_RANDOM_VM_ID_END: "5999",
    };
    expect(settingsOf(same, environment).randomIds).toEqual({ first: 5000, last: 5999 });
    expect(toldOf({ ...same, random_vm_ids: true, random_vm_id_start: 200_000 })).toEqual([
      "there is no id between random_vm_id_start and random_vm_id_end",
    ]);
    expect(toldOf(same, { PROXMOX_VE_RANDOM_VM_ID_START: "99" })).toEqual([
      "PROXMOX_VE_RANDOM_VM_ID_START: must be at least 100",
    ]);
  });

  it("skip_checks turns checks into warnings, also from PROXMOX_VE_SKIP_CHECKS", () => {
    expect(settingsOf(same).checks).toBe("errors");
    expect(settingsOf({ ...same, skip_checks: true }).checks).toBe("warnings");
    expect(settingsOf(same, { PROXMOX_VE_SKIP_CHECKS: "yes" }).checks).toBe("warnings");
  });

  it("tell everything that is wrong at once, and no secret of it", () => {
    const environment = {
      PROXMOX_VE_ENDPOINT: "pve",
      PROXMOX_VE_MIN_TLS: "2",
      PROXMOX_VE_API_TOKEN: secretMarker("token"),
      PROXMOX_VE_FINGERPRINT: "no",
      PROXMOX_VE_AUTH_TICKET: secretMarker("ticket"),
    };
    const { settings, diagnostics } = parsedSettings({}, environment);
    expect(settings).toBeUndefined();
    expect(diagnostics).toHaveLength(5);
    const { PROXMOX_VE_API_TOKEN: wrong, PROXMOX_VE_AUTH_TICKET: lone } = environment;
    const told = JSON.stringify(diagnostics);
    expect([told.includes(wrong), told.includes(lone)]).toEqual([false, false]);
  });

  it("that are not known yet are not judged", () => {
    expect(parsedSettings({ endpoint: unknown }, {})).toEqual({ settings: undefined, diagnostics: [] });
  });
});
