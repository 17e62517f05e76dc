import { textOf, type Call, type Routes } from "../call.js";
import { fail } from "../failure.js";
import { sectionHandlers, sectionsOf, type SectionObject } from "../section-object.js";
import type { Section } from "../section.js";
import { specification } from "../../api/specification/specification.js";
import { slice } from "../world.js";

const path = "/cluster/acme/plugins";
const usual = "https://acme-v02.api.letsencrypt.org/directory";
const directories = [
  { name: "Let's Encrypt V2", url: usual },
  { name: "Let's Encrypt V2 Staging", url: "https://acme-staging-v02.api.letsencrypt.org/directory" },
];

const accounts = slice("acme-accounts", () => ({ names: new Set<string>() }));

const plugins: SectionObject = {
  path,
  id: "id",
  file: "acme",
  kind: "acme",
  says: {
    exists: (id) => `ACME plugin ID '${id}' already exists`,
    missing: (id) => `ACME plugin '${id}' not defined`,
  },
  prepared: (_, { disable, ...section }) => (disable === 1 ? { ...section, disable } : section),
};

const handlers = sectionHandlers(plugins);

/** Ways to prove to a certificate authority whose name it is; the authority itself is out of reach. */
export const acmeRoutes: Routes = {
  [`GET ${path}`]: (call) => (handlers.list(withStandalone(call)) as readonly Section[]).map(shown),
  [`POST ${path}`]: (call) => handlers.create(withStandalone(call)),
  [`GET ${path}/{id}`]: (call) => shown(handlers.read(withStandalone(call)) as Section),
  [`PUT ${path}/{id}`]: (call) => handlers.update(withStandalone(call)),
  [`DELETE ${path}/{id}`]: (call) => handlers.remove(withStandalone(call)),
  "GET /cluster/acme/directories": () => directories,
  "GET /cluster/acme/tos": unreachable,
  "GET /cluster/acme/meta": unreachable,
  "GET /cluster/acme/challenge-schema": () => apis().map((id) => ({ id, name: id, type: "dns", schema: {} })),
  "GET /cluster/acme/account": ({ world }) => [...accounts(world).names].map((name) => ({ name })),
  "GET /cluster/acme/account/{name}": missingAccount,
  "PUT /cluster/acme/account/{name}": missingAccount,
  "DELETE /cluster/acme/account/{name}": missingAccount,
  "POST /cluster/acme/account": (call) => {
    return call.world.tasks.run({ node: call.local, type: "acmeregister", user: call.user }, async (task) => {
      task.log("Registering new ACME account..");
      throw new Error(reason(call));
    });
  },
};

/** The plugin for a name that leads to the node itself is there from the beginning. */
function withStandalone(call: Call): Call {
  const files = sectionsOf(call.world, plugins.file);
  if (!files.has("standalone")) files.set("standalone", { type: "standalone" });
  return call;
}

/** Credentials come base64-encoded, and are shown as they are where they look like some. */
function shown({ id, data, ...row }: Section): object {
  const plain = Buffer.from(String(data ?? ""), "base64").toString();
  return {
    ...row,
    plugin: id,
    ...(data === undefined ? {} : { data: plain.includes("=") ? plain : data }),
  };
}

function apis(): readonly (string | number)[] {
  const list = specification().methods.find((each) => each.method === "GET" && each.path === path);
  return list?.returns.items?.properties?.["api"]?.enum ?? [];
}

function missingAccount(call: Call): never {
  return fail(`ACME account config file '${textOf(call, "name") ?? "default"}' does not exist.`);
}

function unreachable(call: Call): never {
  return fail(reason(call));
}

function reason(call: Call): string {
  const url = textOf(call, "directory") ?? usual;
  if (!URL.canParse(url)) return `Error: GET to ${url}\n400 URL must be absolute\n`;
  const { hostname, port, protocol } = new URL(url);
  const problem = "Temporary failure in name resolution";
  return `Error: GET to ${url}\nCan't connect to ${hostname}:${port || (protocol === "http:" ? 80 : 443)} (${problem})\n\n${problem} at /usr/share/perl5/LWP/Protocol/http.pm line 50.\n\n`;
}
