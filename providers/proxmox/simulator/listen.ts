import type { AddressInfo } from "node:net";

/** What servers of every kind have in common. */
interface Listener {
  listen(port: number, host: string, listening: () => void): unknown;
  once(event: "error", heard: (problem: Error) => void): unknown;
  off(event: "error", heard: (problem: Error) => void): unknown;
  address(): string | object | null;
}

/** Lets a server listen at a port, 0 for any free one, and answers which; says what to do where that can't be. */
export async function listen(
  server: Listener,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (problem: Error) => reject(explained(problem, `${host}:${port}`));
    server.once("error", refuse);
    server.listen(port, host, () => {
      server.off("error", refuse);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

const advice: Readonly<Record<string, string>> = {
  EADDRINUSE: "is in use: stop what listens there, or choose another port (0 takes any free one)",
  EADDRNOTAVAIL: "is not an address of this machine: choose one that `ip address` shows",
  EACCES: "may not be listened at: choose a port above 1023",
};

function explained(problem: NodeJS.ErrnoException, place: string): Error {
  const known = advice[problem.code ?? ""];
  return known === undefined ? problem : new Error(`${place} ${known}`);
}
