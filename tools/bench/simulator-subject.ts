import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer, get } from "node:https";
import type { AddressInfo } from "node:net";

import type * as SimulatorDoor from "../../providers/proxmox/simulator/index.js";

/** Something that is measured in a process of its own, and what it answers when it is ready. */
export interface Subject<T> {
  readonly ready: T;
  close(): void;
}

export interface Place {
  readonly endpoint: string;
  readonly token: string;
}

/** How long a first answer took after everything was loaded, and the most memory so far. */
export interface Measured extends Place {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** The simulator of the package, with so many guests; without a door, a bare server that gives the same answer. */
export async function subject(door: string, guests: number): Promise<Subject<Measured>> {
  const child = fork(import.meta.filename, [door, String(guests)]);
  const [ready] = (await once(child, "message")) as [Measured];
  return { ready, close: () => void child.kill("SIGKILL") };
}

/** The configuration that reads ask for. */
const config = {
  ...{ name: "web", cores: 2, memory: 2048, ostype: "l26", scsihw: "virtio-scsi-single", agent: "1" },
  ...{ scsi0: "local:8", net0: "virtio,bridge=vmbr0", boot: "order=scsi0", description: "one of many" },
} as const;

async function simulator(door: string, count: number): Promise<Place> {
  const { simulate } = (await import(door)) as typeof SimulatorDoor;
  return simulate({ guests: count === 0 ? [] : [{ count, config }] });
}

async function bareServer(key: string, cert: string): Promise<Place> {
  const body = JSON.stringify({ data: { ...config, digest: "0".repeat(40) } });
  const server = createServer({ key, cert, keepAliveTimeout: 5000 }, (_, response) => {
    response.setHeader("content-type", "application/json;charset=UTF-8");
    response.end(body);
  });
  server.maxRequestsPerSocket = 100;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { endpoint: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, token: "" };
}

/** One request on a connection of its own. */
export function firstAnswer({ endpoint, token }: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `PVEAPIToken=${token}` };
    const options = { headers, rejectUnauthorized: false, agent: false } as const;
    get(`${endpoint}/api2/json/version`, options, (response) => response.resume().once("end", resolve)).once(
      "error",
      reject,
    );
  });
}

const [, script, door = "", guests = "0"] = process.argv;
if (script === import.meta.filename && process.send !== undefined) {
  const begin = await beginning(door, Number(guests));
  const start = performance.now();
  const place = await begin();
  await firstAnswer(place);
  const milliseconds = performance.now() - start;
  const { endpoint, token } = place;
  process.send({ endpoint, token, milliseconds, megabytes: process.resourceUsage().maxRSS / 1000 });
  process.once("disconnect", () => process.exit(0));
}

/** Loads what is needed, so that only the start is measured. */
async function beginning(door: string, count: number): Promise<() => Promise<Place>> {
  if (door !== "bare") {
    await import(door);
    return () => simulator(door, count);
  }
  const { createCertificate } = await import("../../providers/proxmox/simulator/certificate.js");
  const { privateKey, certificate } = createCertificate();
  return () => bareServer(privateKey, certificate);
}
