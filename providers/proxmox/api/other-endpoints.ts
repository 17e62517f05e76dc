import type { ResultOf } from "./typed-calls.js";

/** Where a cluster's other nodes answer, by what one of them says: their addresses, and the port of the one that is known. */
export function otherEndpoints(
  known: string,
  members: ResultOf<"GET", "/cluster/status">,
): readonly string[] {
  const { port } = new URL(known);
  return members
    .filter(({ type, local }) => type === "node" && Number(local) !== 1)
    .flatMap(({ ip }) => (ip === undefined ? [] : [ip.includes(":") ? `[${ip}]` : ip]))
    .map((host) => new URL(`https://${host}${port === "" ? "" : `:${port}`}`).origin);
}
