import type { Simulation } from "./simulate.js";

/** What a program that started a simulation needs to talk to it: one JSON line. */
export function readyLine({ endpoint, fingerprint, nodes, username, password, token }: Simulation): string {
  return JSON.stringify({ endpoint, fingerprint, nodes, username, password, token });
}
