import { randomBytes } from "node:crypto";

import { textOf } from "../call.js";
import { fail } from "../failure.js";
import { consoleRoutes } from "../guests/consoles.js";

/** A machine has what its configuration gives it: a serial line for a terminal, a QXL card for SPICE. */
export const machineConsoles = consoleRoutes("qemu", {
  titleOf: (vmid, { config }) => `VM ${vmid} - ${config["name"] ?? ""}`,
  checkTerminal: (call, _vmid, { config }) => {
    const asked = textOf(call, "serial");
    const isThere = asked === undefined ? Object.keys(config).some(isSerial) : config[asked] !== undefined;
    if (!isThere) fail("unable to find a serial interface");
  },
  checkDesktop: (_call, vmid, { config, running }) => {
    if (running === undefined) fail(`VM ${vmid} not running`);
    if (!/qxl/.test(config["vga"] ?? "")) fail("no spice port");
  },
  access: () => ({ password: randomBytes(6).toString("base64") }),
});

function isSerial(key: string): boolean {
  return /^serial\d$/.test(key);
}
