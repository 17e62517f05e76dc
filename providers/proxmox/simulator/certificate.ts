import { createHash, X509Certificate } from "node:crypto";

export interface Certificate {
  readonly certificate: string;
  readonly privateKey: string;
  /** SHA-256, as PVE shows it: `AB:CD:...`. */
  readonly fingerprint: string;
}

/** A self-signed certificate for this machine, as a node of a fresh Proxmox VE has one; an authority is for no machine. */
export async function createCertificate(
  node = "pve1",
  kind: "server" | "authority" = "server",
  address = "127.0.0.1",
): Promise<Certificate> {
  const name = kind === "server" ? `${node}.simulator` : "Proxmox Virtual Environment";
  const { generate } = await import("selfsigned");
  const made = await generate([{ name: "commonName", value: name }], {
    keyType: "ec",
    curve: "P-256",
    extensions: [
      kind === "authority"
        ? { name: "basicConstraints", cA: true }
        : {
            name: "subjectAltName",
            altNames: [
              { type: 2, value: "localhost" },
              { type: 2, value: name },
              { type: 7, ip: address },
            ],
          },
    ],
  });
  const raw = new X509Certificate(made.cert).raw;
  const fingerprint =
    createHash("sha256").update(raw).digest("hex").toUpperCase().match(/../g)?.join(":") ?? "";
  return { certificate: made.cert, privateKey: made.private, fingerprint };
}
