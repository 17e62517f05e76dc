import { afterEach, beforeEach, expect, it } from "vitest";

import type { ValueObject } from "../../../../lib/value/value.js";
import { secretMarker } from "../../../secrets/secret-marker.js";
import { describeWith } from "../../../simulator/clients/program.js";
import { forwarder, type Listener } from "../../api/listener.js";
import { outerAddress } from "../../api/outer-address.js";
import { proxied } from "../../api/tinyproxy.js";
import { executors, fileStand, type FileStand } from "./file-stand.js";
import { webServer, type WebServer } from "./web-server.js";

type Variables = Readonly<Record<string, string>>;

/** No proxy is asked for this machine itself, so its servers are reached by its outer address. */
const address = outerAddress();

for (const [executor, start] of executors)
  describeWith(`a file from the web behind an HTTP proxy, under ${executor}`, ["tinyproxy", "-v"], () => {
    let servers: readonly WebServer[];
    let fronts: readonly Listener[];
    let [plain, secure] = ["", ""];
    let at: FileStand | undefined;
    beforeEach(async () => {
      servers = [await webServer(), await webServer({ maxVersion: "TLSv1.3" })];
      fronts = await Promise.all(servers.map(({ origin }) => forwarder(origin, address)));
      [plain = "", secure = ""] = fronts.map(({ port }) => `${address}:${port}`);
      for (const { files } of servers) files.set("/image.iso", Buffer.from("from afar"));
    });
    const end = async () => {
      const ending = at?.close();
      at = undefined;
      await ending;
    };
    afterEach(async () => {
      await end();
      for (const each of [...fronts, ...servers]) await each.close();
    });

    /** What the storage holds after a file was applied, or what was told. */
    async function applied(path: string, environment: Variables, more: ValueObject = {}): Promise<string> {
      await end();
      at = await fileStand("proxmox_file", start, { environment });
      const code = { node_name: "pve1", datastore_id: "local", source_file: [{ path, ...more }] };
      const { errors } = await (await at.executor.plan(code)).apply();
      if (errors.length === 0) return at.content("iso/image.iso").toString();
      await expect.poll(at.temporary).toEqual([]);
      expect(await at.stored()).toEqual({});
      return errors.map(({ summary, detail }) => `${summary}. ${detail}`).join();
    }

    it("is fetched through a tunnel of HTTPS_PROXY where its URL is https, and the certificate is checked inside", async () => {
      await proxied([], async ({ address: proxy, asked }) => {
        const environment = { HTTPS_PROXY: proxy, HTTP_PROXY: "http://127.0.0.1:1" };
        const url = `https://${secure}/image.iso`;
        expect(await applied(url, environment, { insecure: true })).toBe("from afar");
        expect(await applied(url, environment)).toMatch(
          /^https:\S+\/image.iso can't be fetched: its certificate is not trusted.*set `insecure` beside the URL/,
        );
        expect(asked()).toEqual([`CONNECT ${secure} HTTP/1.1`, `CONNECT ${secure} HTTP/1.1`]);
      });
    });

    it("is asked of HTTP_PROXY itself where its URL is http: no tunnel must be allowed", async () => {
      await proxied(["ConnectPort 443"], async ({ address: proxy, asked }) => {
        const environment = { HTTP_PROXY: proxy, HTTPS_PROXY: "http://127.0.0.1:1" };
        expect(await applied(`http://${plain}/image.iso`, environment)).toBe("from afar");
        expect(asked()).toEqual([`GET http://${plain}/image.iso HTTP/1.1`]);
      });
    });

    it("is fetched by the way of each server where one sends us to another", async () => {
      servers[0]?.files.set("/image.iso", (_request, response) =>
        response.writeHead(302, { location: `https://${secure}/image.iso` }).end(),
      );
      await proxied([], async ({ address: proxy, asked }) => {
        const environment = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
        expect(await applied(`http://${plain}/image.iso`, environment, { insecure: true })).toBe("from afar");
        expect(asked()).toEqual([`GET http://${plain}/image.iso HTTP/1.1`, `CONNECT ${secure} HTTP/1.1`]);
      });
    });

    it("is fetched past the proxy where NO_PROXY names its server", async () => {
      await proxied([], async ({ address: proxy, asked }) => {
        const environment = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NO_PROXY: address };
        expect(await applied(`http://${plain}/image.iso`, environment)).toBe("from afar");
        expect(await applied(`https://${secure}/image.iso`, environment, { insecure: true })).toBe(
          "from afar",
        );
        expect(asked()).toEqual([]);
      });
    });

    it.each(["http", "https"])(
      "is fetched through a proxy that wants a login, and told to whom nobody logs in: %s",
      async (scheme) => {
        const password = secretMarker("proxy");
        const variable = `${scheme.toUpperCase()}_PROXY`;
        const url = `${scheme}://${scheme === "http" ? plain : secure}/image.iso`;
        await proxied([`BasicAuth somebody ${password}`], async ({ address: proxy }) => {
          const login = { [variable]: proxy.replace("//", `//somebody:${password}@`) };
          expect(await applied(url, login, { insecure: true })).toBe("from afar");
          expect(await applied(url, { [variable]: proxy }, { insecure: true })).toMatch(
            new RegExp(
              `can't be fetched: the proxy ${proxy} lets nobody through to it \\(40[17]\\).*${variable}=http://user:password@proxy`,
            ),
          );
        });
      },
    );

    it.each(["http", "https"])(
      "is not fetched, and nothing is left, where the proxy does not listen: %s",
      async (scheme) => {
        const variable = `${scheme.toUpperCase()}_PROXY`;
        const url = `${scheme}://${scheme === "http" ? plain : secure}/image.iso`;
        expect(await applied(url, { [variable]: "http://127.0.0.1:1" })).toBe(
          `${url} can't be fetched: the proxy http://127.0.0.1:1 is out of reach: nothing listens there. Check ${variable} and whether the proxy runs, or name the host in NO_PROXY.`,
        );
      },
    );
  });
