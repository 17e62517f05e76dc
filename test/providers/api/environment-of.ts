import type { Environment } from "../../../lib/schema/provider.js";
import type { Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { noteSecret } from "../../secrets/notes.js";

/** What the environment says of a simulation: where it is, which certificate it shows, and a token of root. */
export function environmentOf({
  endpoint,
  fingerprint,
  token,
}: Pick<Simulation, "endpoint" | "fingerprint" | "token">): Environment {
  noteSecret(token.replace(/^.*=/, ""));
  return {
    PROXMOX_VE_ENDPOINT: endpoint,
    PROXMOX_VE_FINGERPRINT: fingerprint,
    PROXMOX_VE_API_TOKEN: token,
  };
}
