import { Agent, request } from "undici";

import type { SimulatorProcess } from "./simulator-process.js";

/** The same requests by ten at a time, and nothing done with the answers but to read them. */
export async function bareRequests(
  environment: SimulatorProcess["environment"],
  paths: readonly string[],
): Promise<void> {
  const agent = new Agent({ connections: 10, connect: { rejectUnauthorized: false } });
  const left = [...paths];
  const headers = { authorization: `PVEAPIToken=${environment.PROXMOX_VE_API_TOKEN}` };
  const worker = async () => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      const { body } = await request(`${environment.PROXMOX_VE_ENDPOINT}/api2/json${path}`, {
        dispatcher: agent,
        headers,
      });
      JSON.parse(await body.text());
    }
  };
  await Promise.all(Array.from({ length: 10 }, worker));
  await agent.close();
}
