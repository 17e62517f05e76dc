import { networkInterfaces } from "node:os";

/** An address of this machine that isn't the loopback's, which no proxy is asked for. */
export function outerAddress(): string {
  const found = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .find(({ internal, family }) => !internal && family === "IPv4");
  if (found === undefined) throw new Error("this machine has no address but the loopback's");
  return found.address;
}
