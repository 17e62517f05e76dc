import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Diagnostic } from "../../../../lib/diagnostic/diagnostic.js";
import type { Work } from "../../../../lib/schema/resource.js";
import { connect, type Connection } from "../../../../providers/proxmox/connection.js";
import { assertRoomInBetween } from "../../../../providers/proxmox/resources/storage/assert-room.js";
import { simulate, type Simulation } from "../../../../providers/proxmox/simulator/simulate.js";
import { environmentOf } from "../../api/environment-of.js";
import { settingsFrom } from "../../settings-from.js";

describe("an upload, which waits in the node's /var/tmp until it is complete", () => {
  let pve: Simulation;
  beforeAll(async () => {
    pve = await simulate();
  });
  afterAll(() => pve.close());

  /** What is told of an upload of so many bytes. */
  async function told(size: number, environment: Readonly<Record<string, string>> = {}) {
    const connection = await connect(settingsFrom({ ...environmentOf(pve), ...environment }));
    const warnings: Diagnostic[] = [];
    const work: Pick<Work<Connection>, "connection" | "warn"> = {
      connection,
      warn: (diagnostic) => void warnings.push(diagnostic),
    };
    try {
      const refusal = await assertRoomInBetween(work as Work<Connection>, size).then(() => "", String);
      return { refusal, warnings };
    } finally {
      await connection.close();
    }
  }

  it("is begun where there is room", async () => {
    expect(await told(1000)).toEqual({ refusal: "", warnings: [] });
  });

  it("is not begun where it has no room there, and says how much is free", async () => {
    const { refusal } = await told(2 ** 52);
    expect(refusal).toContain("node pve1 has no room for the upload while it comes in");
    expect(refusal).toMatch(/has 4503599627370496 bytes; \d+ are free on the root file system/);
    expect(refusal).toContain("PROXMOX_VE_SKIP_CHECKS=1");
  });

  it("is only warned of where checks are skipped", async () => {
    const { refusal, warnings } = await told(2 ** 52, { PROXMOX_VE_SKIP_CHECKS: "1" });
    expect([refusal, warnings]).toMatchObject(["", [{ severity: "warning" }]]);
  });
});
