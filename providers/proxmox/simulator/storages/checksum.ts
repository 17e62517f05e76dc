import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/** The checksum of a file, in hexadecimal digits. */
export async function checksumOf(path: string, algorithm: string): Promise<string> {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** Refuses a file with another checksum than the expected one, and tells it in a task's log. */
export async function assertChecksum(
  path: string,
  { algorithm, expected }: { readonly algorithm: string; readonly expected: string },
  log: (line: string) => void,
): Promise<void> {
  const got = await checksumOf(path, algorithm);
  const isRight = got === expected.toLowerCase();
  log(`calculating checksum...${isRight ? "OK, checksum verified" : ""}`);
  if (!isRight) throw new Error(`checksum mismatch: got '${got}' != expect '${expected}'`);
}
