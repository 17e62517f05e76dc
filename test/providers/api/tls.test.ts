import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect as connectTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import type { Environment } from "../../../lib/schema/provider.js";
import { Client } from "../../../providers/proxmox/api/client.js";
import { createCertificate, type Certificate } from "../../../providers/proxmox/simulator/certificate.js";
import { describeWith } from "../../simulator/clients/program.js";
import { settingsFrom } from "../settings-from.js";
import { listener } from "./listener.js";
import { secretMarker } from "../../secrets/secret-marker.js";

/** A version as `min_tls` names it, and as the option of openssl's server that speaks nothing else. */
const versions = [
  ["1.0", "-tls1"],
  ["1.1", "-tls1_1"],
  ["1.2", "-tls1_2"],
  ["1.3", "-tls1_3"],
] as const;

let folder: string;
let certificate: Certificate;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pve-cdk-tls-"));
  certificate = createCertificate();
  await writeFile(join(folder, "certificate.pem"), certificate.certificate);
  await writeFile(join(folder, "key.pem"), certificate.privateKey);
  await mkdir(join(folder, "api2/json"), { recursive: true });
  const answer = 'HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{"data":{"version":"9.2"}}';
  await writeFile(join(folder, "api2/json/version"), answer);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Lets openssl serve one version of TLS while something is done with its endpoint. */
async function serving<T>(option: string, use: (endpoint: string) => Promise<T>): Promise<T> {
  const free = await listener(() => undefined);
  await free.close();
  const server = spawn(
    "openssl",
    // Old versions are below the level of security that openssl has by itself.
    [
      "s_server",
      "-quiet",
      "-accept",
      String(free.port),
      option,
      "-cipher",
      "ALL:@SECLEVEL=0",
      "-HTTP",
    ].concat(["-cert", "certificate.pem", "-key", "key.pem"]),
    { cwd: folder, stdio: "ignore" },
  );
  try {
    await listens(server, free.port);
    return await use(`https://127.0.0.1:${free.port}`);
  } finally {
    server.kill("SIGKILL");
  }
}

async function listens(server: ChildProcess, port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (server.exitCode !== null) throw new Error(`openssl ended with ${server.exitCode}`);
    const socket = connectTcp(port, "127.0.0.1");
    const isOpen = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("openssl does not listen");
}

/** The version that is answered, or what the person is told. */
async function ask(endpoint: string, environment: Environment): Promise<string> {
  const client = new Client(
    settingsFrom({
      PROXMOX_VE_ENDPOINT: endpoint,
      PROXMOX_VE_API_TOKEN: `root@pam!tls=${secretMarker("token")}`,
      ...environment,
    }),
  );
  try {
    return (await client.get("/version")).version;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  } finally {
    await client.close();
  }
}

describeWith("TLS, with openssl as the server", ["openssl", "version"], () => {
  it.each(versions)(
    "of version %s is spoken where min_tls allows it, and refused where it does not",
    async (version, option) => {
      await serving(option, async (endpoint) => {
        const trusted = { PROXMOX_VE_FINGERPRINT: certificate.fingerprint };
        expect(await ask(endpoint, { ...trusted, PROXMOX_VE_MIN_TLS: version })).toBe("9.2");
        expect(await ask(endpoint, { ...trusted, PROXMOX_VE_MIN_TLS: "1.0" })).toBe("9.2");
        if (version === "1.3") return;
        // Not said: 1.3.
        expect(await ask(endpoint, trusted)).toMatch(
          /out of reach: it speaks no TLS that is new enough[\s\S]*lower `min_tls` \(PROXMOX_VE_MIN_TLS\)/,
        );
      });
    },
  );

  it("trusts the authority that is given, and checks the name against it", async () => {
    await serving("-tls1_3", async (endpoint) => {
      const own = { PROXMOX_VE_CA_CERTIFICATE: certificate.certificate };
      expect(await ask(endpoint, own)).toBe("9.2");
      expect(await ask(endpoint.replace("127.0.0.1", "localhost"), own)).toBe("9.2");
      expect(await ask(endpoint.replace("127.0.0.1", "127.0.0.2"), own)).toMatch(
        /its certificate is not trusted \(ERR_TLS_CERT_ALTNAME_INVALID\)[\s\S]*another name/,
      );
    });
  });

  it("trusts any certificate where insecure says so, and one of several that are pinned", async () => {
    await serving("-tls1_3", async (endpoint) => {
      expect(await ask(endpoint, { PROXMOX_VE_INSECURE: "true" })).toBe("9.2");
      const two = `${"ab".repeat(32)},${certificate.fingerprint}`;
      expect(await ask(endpoint, { PROXMOX_VE_FINGERPRINT: two })).toBe("9.2");
      expect(await ask(endpoint, {})).toMatch(/DEPTH_ZERO_SELF_SIGNED_CERT/);
    });
  });
});
