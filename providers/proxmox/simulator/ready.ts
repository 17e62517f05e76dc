import type { Simulation } from "./simulate.js";

/** What a program that started a simulation needs to talk to it: one JSON line. */
export function readyLine(simulation: Simulation): string {
  const { endpoint, fingerprint, username, password, token, ssh, control } = simulation;
  const nodes = [...simulation.nodes.keys()];
  const endpoints = Object.fromEntries([...simulation.nodes].map(([name, node]) => [name, node.endpoint]));
  return JSON.stringify({ endpoint, fingerprint, nodes, endpoints, username, password, token, ssh, control });
}
