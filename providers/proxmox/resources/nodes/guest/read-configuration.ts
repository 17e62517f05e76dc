import type { Connection } from "../../../connection.js";
import { configurationOf, type GuestConfiguration } from "./configuration.js";
import { at, type Target } from "./target.js";

/** The configuration as it runs and as it waits, with its digest: `/pending` tells all of it. */
export async function readConfiguration(
  { api }: Pick<Connection, "api">,
  target: Target,
): Promise<GuestConfiguration> {
  return configurationOf(await api.get(`/nodes/{node}/${target.kind}/{vmid}/pending`, at(target)));
}
