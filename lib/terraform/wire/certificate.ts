import { generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

export interface Certificate {
  readonly privateKey: string;
  readonly certificate: string;
  readonly der: Buffer;
}

const oid = {
  ecdsaWithSha256: "2a8648ce3d040302",
  commonName: "550403",
  organization: "55040a",
  basicConstraints: "551d13",
  keyUsage: "551d0f",
  extendedKeyUsage: "551d25",
  subjectAltName: "551d11",
  serverAuth: "2b06010505070301",
  clientAuth: "2b06010505070302",
} as const;

function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  const length =
    body.length < 0x80
      ? [body.length]
      : body.length < 0x100
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const sequence = (...contents: readonly Uint8Array[]) => der(0x30, ...contents);
const identifier = (hex: string) => der(0x06, Buffer.from(hex, "hex"));
const octets = (content: Uint8Array) => der(0x04, content);
const bits = (content: Uint8Array, unused = 0) => der(0x03, Buffer.from([unused]), content);
const truth = der(0x01, Buffer.from([0xff]));

/** The certificate that a plugin shows to Terraform: for this machine, for one day. `node:crypto` alone keeps the start short. */
export function createCertificate(now: Date): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(identifier(oid.ecdsaWithSha256));
  const name = sequence(
    der(0x31, sequence(identifier(oid.organization), der(0x0c, Buffer.from("pve-cdk")))),
    der(0x31, sequence(identifier(oid.commonName), der(0x0c, Buffer.from("localhost")))),
  );
  const day = 24 * 60 * 60 * 1000;
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    name,
    sequence(time(new Date(now.getTime() - day)), time(new Date(now.getTime() + day))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, extensions()),
  );
  const raw = sequence(toBeSigned, algorithm, bits(signature(toBeSigned, privateKey)));
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${raw
      .toString("base64")
      .match(/.{1,64}/g)
      ?.join("\n")}\n-----END CERTIFICATE-----\n`,
    der: raw,
  };
}

function signature(content: Buffer, key: KeyObject): Buffer {
  return sign("sha256", content, { key, dsaEncoding: "der" });
}

function extensions(): Buffer {
  const extension = (id: string, critical: boolean, content: Uint8Array) =>
    sequence(identifier(id), ...(critical ? [truth] : []), octets(content));
  return sequence(
    extension(oid.basicConstraints, true, sequence(truth)),
    extension(oid.keyUsage, true, bits(Buffer.from([0b10101100]), 2)),
    extension(oid.extendedKeyUsage, false, sequence(identifier(oid.serverAuth), identifier(oid.clientAuth))),
    extension(oid.subjectAltName, false, sequence(der(0x82, Buffer.from("localhost")))),
  );
}

function time(at: Date): Buffer {
  return der(0x17, Buffer.from(`${at.toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`));
}
