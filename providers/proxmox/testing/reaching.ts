import type { ValueObject } from "../../../lib/value/value.js";
import type { Simulation } from "../simulator/simulation.js";

/** The provider's settings that lead to a simulation. */
export function reaching(pve: Simulation): ValueObject {
  const nodes = [...pve.nodes.values()].flatMap(({ name, ssh }) =>
    ssh === undefined ? [] : [{ name, ssh }],
  );
  return {
    endpoint: pve.endpoint,
    fingerprint: [...pve.nodes.values()].map(({ fingerprint }) => fingerprint).join(","),
    api_token: pve.token,
    ...(nodes.length === 0
      ? {}
      : {
          ssh: [
            {
              username: "root",
              password: pve.password,
              host_keys: Object.fromEntries(nodes.map(({ name, ssh }) => [name, ssh.fingerprint])),
              node: nodes.map(({ name, ssh: { host, port } }) => ({ name, address: host, port })),
            },
          ],
        }),
  };
}
