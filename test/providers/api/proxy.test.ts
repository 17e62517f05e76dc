import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Environment } from "../../../lib/schema/provider.js";
import { proxyOf } from "../../../providers/proxmox/api/settings/proxy.js";
import { passesBy } from "../../../providers/proxmox/api/transport/passes-by.js";
import { Client } from "../../../providers/proxmox/api/client.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { describeWith } from "../../simulator/clients/program.js";
import { secretMarker } from "../../secrets/secret-marker.js";
import { settingsFrom } from "../settings-from.js";
import { environmentOf } from "./environment-of.js";
import { forwarder, listener, type Listener } from "./listener.js";
import { outerAddress } from "./outer-address.js";
import { proxied } from "./tinyproxy.js";

const address = outerAddress();

describe("the proxy", () => {
  it.each([
    [{ HTTPS_PROXY: "http://proxy:3128" }, "http://proxy:3128"],
    [{ https_proxy: "proxy:3128", HTTPS_PROXY: "http://other:1" }, "http://proxy:3128"],
    [{ HTTPS_PROXY: "https://proxy" }, "https://proxy"],
    [{ HTTP_PROXY: "http://proxy:3128" }, undefined],
    [{ HTTPS_PROXY: "" }, undefined],
  ])("is taken from the environment, as for any https: %j", (environment: Environment, origin) => {
    expect(proxyOf("https", environment, () => undefined)?.origin).toBe(origin);
  });

  it("is logged in to with what stands before its host", () => {
    const proxy = proxyOf("https", { HTTPS_PROXY: "http://us%40er:p%3Aw@proxy:1" }, () => undefined);
    expect(proxy?.authorization).toBe(`Basic ${Buffer.from("us@er:p:w").toString("base64")}`);
    expect(proxy?.origin).toBe("http://proxy:1");
  });

  it("is refused by the name of its variable if it is none", () => {
    const found: unknown[] = [];
    const password = secretMarker("proxy");
    proxyOf(
      "https",
      { HTTPS_PROXY: `socks5://user:${password}@proxy:1080` },
      (each) => void found.push(each),
    );
    expect(found).toMatchObject([
      { summary: "HTTPS_PROXY in the environment is not the address of an HTTP proxy" },
    ]);
    expect(JSON.stringify(found)).not.toContain(password);
  });

  it.each([
    ["pve.example.com", true],
    ["example.com", true],
    [".example.com", true],
    ["EXAMPLE.com", true],
    ["other.com, example.com", true],
    ["pve.example.com:8006", true],
    ["pve.example.com:443", false],
    ["ample.com", false],
    ["*", true],
    ["", false],
  ])("is passed by where NO_PROXY=%s names pve.example.com:8006: %s", (exceptions, passes) => {
    expect(passesBy(exceptions, new URL("https://pve.example.com:8006"))).toBe(passes);
  });

  it.each([
    ["10.0.0.0/8", "https://10.1.2.3:8006", true],
    ["10.0.0.0/16", "https://10.1.2.3:8006", false],
    ["10.1.2.3", "https://10.1.2.3:8006", true],
    ["fd00::/8", "https://[fd00::1]:8006", true],
    ["fd00::1", "https://[fd00::1]:8006", true],
    ["[fd00::1]:8006", "https://[fd00::1]:8006", true],
    ["[fd00::1]:443", "https://[fd00::1]:8006", false],
    ["10.0.0.0/99", "https://10.1.2.3:8006", false],
  ])("is passed by for addresses and networks: NO_PROXY=%s, %s: %s", (exceptions, endpoint, passes) => {
    expect(passesBy(exceptions, new URL(endpoint))).toBe(passes);
  });

  it.each(["https://localhost:8006", "https://127.0.0.1:8006", "https://127.5.5.5", "https://[::1]:8006"])(
    "is never asked for this machine itself: %s",
    (endpoint) => {
      expect(passesBy("", new URL(endpoint))).toBe(true);
    },
  );
});

let pve: Simulation;
let front: Listener;

beforeAll(async () => {
  pve = await simulate();
  front = await forwarder(pve.endpoint, address);
});
afterAll(async () => {
  await Promise.all([pve.close(), front.close()]);
});

/** The version that is answered by way of a proxy, or what the person is told. */
async function ask(environment: Environment): Promise<string> {
  const endpoint = `https://${address}:${front.port}`;
  const client = new Client(settingsFrom({ ...environmentOf({ ...pve, endpoint }), ...environment }));
  try {
    return (await client.get("/version")).release;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  } finally {
    await client.close();
  }
}

describeWith("requests by way of tinyproxy", ["tinyproxy", "-v"], () => {
  it("reach the endpoint, whose certificate is checked inside the tunnel", async () => {
    await proxied([], async ({ address: proxy }) => {
      const before = front.count();
      expect(await ask({ HTTPS_PROXY: proxy })).toBe("9.2");
      expect(front.count()).toBe(before + 1);
      const wrong = { HTTPS_PROXY: proxy, PROXMOX_VE_FINGERPRINT: "ab".repeat(32) };
      expect(await ask(wrong)).toMatch(/shows another certificate than the pinned one/);
      expect(await ask({ HTTPS_PROXY: proxy, PROXMOX_VE_FINGERPRINT: "" })).toMatch(/is not trusted/);
    });
  });

  it("log in to a proxy that wants it, and say so where nobody told them how", async () => {
    const password = secretMarker("proxy");
    await proxied([`BasicAuth somebody ${password}`], async ({ address: proxy }) => {
      const withLogin = proxy.replace("//", `//somebody:${password}@`);
      expect(await ask({ HTTPS_PROXY: withLogin })).toBe("9.2");
      const told = await ask({ HTTPS_PROXY: proxy });
      expect(told).toMatch(
        /the proxy http:\S+ lets nobody through to it \(40[17]\)[\s\S]*user:password@proxy/,
      );
      const wrong = await ask({ HTTPS_PROXY: proxy.replace("//", `//somebody:${secretMarker("wrong")}@`) });
      expect(wrong).toMatch(/lets nobody through/);
      expect(wrong).not.toContain("marker");
    });
  });

  it("tell that the proxy refuses the port, and what to allow", async () => {
    await proxied(["ConnectPort 443"], async ({ address: proxy }) => {
      expect(await ask({ HTTPS_PROXY: proxy })).toMatch(
        /the proxy http:\S+ lets nobody through to it \(403\)[\s\S]*Allow CONNECT to this address and port at the proxy, or name the host in NO_PROXY/,
      );
      expect(await ask({ HTTPS_PROXY: proxy, NO_PROXY: address })).toBe("9.2");
    });
  });
});

describe("a proxy that fails", () => {
  it("is told apart from the endpoint: nothing listens there", async () => {
    expect(await ask({ HTTPS_PROXY: "http://127.0.0.1:1" })).toMatch(
      /the proxy http:\/\/127\.0\.0\.1:1 is out of reach: nothing listens there[\s\S]*Check HTTPS_PROXY/,
    );
  });

  it("or takes connections and says nothing", async () => {
    const silent = await listener((socket) => void socket.resume());
    const started = Date.now();
    expect(await ask({ HTTPS_PROXY: `http://127.0.0.1:${silent.port}` })).toMatch(
      /the proxy http:\S+ is out of reach: it takes connections and does not answer/,
    );
    expect(Date.now() - started).toBeLessThan(15_000);
    await silent.close();
  });
});
