import type { Simulation } from "./simulate.js";

/** What a program that started a simulation needs to talk to it: one JSON line. */
export function readyLine(simulation: Simulation): string {
  const { endpoint, fingerprint, nodes, username, password, token, ssh } = simulation;
  return JSON.stringify({ endpoint, fingerprint, nodes, username, password, token, ssh });
}
