import { once } from "node:events";
import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";

import { Client } from "../../../providers/proxmox/api/client.js";
import { createCertificate } from "../../../providers/proxmox/simulator/certificate.js";
import { settingsFrom } from "../settings-from.js";

/** A client of a server that only answers. */
export interface Answered {
  readonly client: Client;
  close(): Promise<void>;
}

/** A client whose requests a function answers. */
export async function answered(answer: RequestListener): Promise<Answered> {
  const { certificate, privateKey, fingerprint } = createCertificate();
  const server = createServer({ cert: certificate, key: privateKey }, answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = new Client(
    settingsFrom({
      PROXMOX_VE_ENDPOINT: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
      PROXMOX_VE_FINGERPRINT: fingerprint,
      PROXMOX_VE_API_TOKEN: "root@pam!answered=00000000-0000-0000-0000-000000000000",
    }),
  );
  return {
    client,
    close: async () => {
      server.closeAllConnections();
      await client.close();
      server.close();
    },
  };
}
