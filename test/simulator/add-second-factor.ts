import { codeOf, totpFrom } from "../../providers/proxmox/simulator/access/totp.js";
import type { Simulation } from "../../providers/proxmox/simulator/simulate.js";

const uri = "otpauth://totp/somebody?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const totp = totpFrom(uri);

/** Gives a user a device that makes codes; answers what it shows now. */
export async function addSecondFactor(simulation: Simulation, userid: string): Promise<() => string> {
  const code = () => codeOf(totp, simulation.clock.now());
  await simulation.post(`/access/tfa/${userid}`, {
    type: "totp",
    description: "a device",
    totp: uri,
    value: code(),
  });
  return code;
}
