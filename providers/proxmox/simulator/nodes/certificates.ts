import { X509Certificate } from "node:crypto";

import { textOf, type Call, type Routes } from "../call.js";
import { createCertificate } from "../certificate.js";
import { fail, parameterFailure } from "../failure.js";
import { slice } from "../world.js";

interface Certificates {
  /** By file name, PEM. */
  readonly files: Map<string, string>;
  hasKey: boolean;
}

const certificates = slice("certificates", () => new Map<string, Certificates>());
const custom = "pveproxy-ssl.pem";
const base = "/nodes/{node}/certificates";

/** What proves a node's identity: what it made itself, and what it was given instead. */
export const certificateRoutes: Routes = {
  [`GET ${base}/info`]: async (call) => {
    const { files } = certificatesOf(call);
    return [...files].map(([filename, pem]) => described(filename, pem));
  },
  [`POST ${base}/custom`]: async (call) => {
    const kept = certificatesOf(call);
    const pem = textOf(call, "certificates") as string;
    if (kept.files.has(custom) && textOf(call, "force") !== "1")
      throw parameterFailure({ force: "Custom certificate exists but 'force' is not set." });
    if (textOf(call, "key") === undefined && !kept.hasKey)
      throw parameterFailure({ key: "Attempted to upload custom certificate without (existing) key." });
    const shown = described(custom, `${pem.trim()}\n`);
    kept.files.set(custom, `${pem.trim()}\n`);
    kept.hasKey = true;
    return shown;
  },
  [`DELETE ${base}/custom`]: async (call) => {
    const kept = certificatesOf(call);
    kept.files.delete(custom);
    kept.hasKey = false;
    return null;
  },
};

function certificatesOf({ world, parameters }: Call): Certificates {
  const node = String(parameters["node"]);
  const byNode = certificates(world);
  const known = byNode.get(node);
  if (known !== undefined) return known;
  const served = world.nodes.get(node)?.certificate;
  const authority = createCertificate(node, "authority");
  const own = served ?? createCertificate(node);
  const made: Certificates = {
    files: new Map([
      ["pve-root-ca.pem", authority.certificate],
      ["pve-ssl.pem", own.certificate],
    ]),
    hasKey: false,
  };
  byNode.set(node, made);
  return made;
}

function described(filename: string, pem: string) {
  const certificate = parsed(pem);
  const { publicKey, subject, issuer, validFrom, validTo, fingerprint256, subjectAltName } = certificate;
  const { modulusLength } = publicKey.asymmetricKeyDetails ?? {};
  const isRsa = publicKey.asymmetricKeyType === "rsa";
  return {
    filename,
    pem,
    subject: slashed(subject),
    issuer: slashed(issuer),
    notbefore: Date.parse(validFrom) / 1000,
    notafter: Date.parse(validTo) / 1000,
    fingerprint: fingerprint256,
    san: (subjectAltName ?? "")
      .split(", ")
      .filter((name) => name !== "")
      .map((name) => name.replace(/^[^:]*:/, "")),
    "public-key-type": isRsa ? "rsaEncryption" : "id-ecPublicKey",
    "public-key-bits": modulusLength ?? 256,
  };
}

function parsed(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    return fail("failed to read certificate");
  }
}

/** `/CN=pve1.simulator` */
function slashed(name: string): string {
  return name
    .split("\n")
    .map((part) => `/${part}`)
    .join("");
}
