import { listOf, textOf, type Routes } from "../call.js";
import { ApiFailure, fail } from "../failure.js";
import { builtIn } from "./built-in-realms.js";
import { changedSection, newSection, sectionsDigest, without, type Section } from "../section.js";
import type { World } from "../world.js";

const ownNames = new Set(["realm", "check-connection"]);
/** Kept in files of their own, and never shown. */
const secrets = new Set(["password"]);

export const realmRoutes: Routes = {
  "GET /access/domains": ({ world }) =>
    [...world.realms].map(([realm, section]) => ({
      realm,
      ...Object.fromEntries(
        ["type", "comment", "default", "tfa"]
          .filter((name) => name in section)
          .map((name) => [name, section[name]]),
      ),
    })),
  "POST /access/domains": (call) =>
    prefixed("add auth server failed: ", () => {
      const { world, parameters } = call;
      const realm = textOf(call, "realm") as string;
      const type = textOf(call, "type") as string;
      if (world.realms.has(realm)) fail(`domain '${realm}' already exists`);
      if (type in builtIn) fail(`unable to create builtin type '${type}'`);
      write(world, realm, newSection("realm", type, without(parameters, ownNames)));
      return null;
    }),
  "GET /access/domains/{realm}": ({ world, parameters }) => {
    const realm = String(parameters["realm"]);
    const section = world.realms.get(realm) ?? fail(`domain '${realm}' does not exist`);
    // The system's own users are looked up by a part of PVE that is named for them.
    const plugin = realm === "pam" ? { plugin: "PVE::Auth::PAM" } : {};
    return { ...without(section, secrets), ...plugin, digest: realmsDigest(world) };
  },
  "PUT /access/domains/{realm}": (call) =>
    prefixed("update auth server failed: ", () => {
      const { world, parameters } = call;
      const name = textOf(call, "realm") as string;
      const digest = textOf(call, "digest");
      if (digest !== undefined && digest !== realmsDigest(world))
        fail("detected modified configuration - file changed by other user? Try again.");
      const before =
        world.realms.get(name) ??
        fail("cannot lookup undefined type! at /usr/share/perl5/PVE/API2/Domains.pm line 261.");
      const sent = without(parameters, ownNames);
      if (Object.keys(without(sent, new Set(["digest"]))).length === 0) fail("no options specified");
      write(world, name, changedSection("realm", before, { name, sent, removed: listOf(call, "delete") }));
      return null;
    }),
  "DELETE /access/domains/{realm}": ({ world, parameters }) => {
    const realm = String(parameters["realm"]);
    if (!world.realms.delete(realm))
      fail(`delete auth server failed: authentication domain '${realm}' does not exist`);
    // What is built in loses only what was written about it.
    const original = builtIn[realm];
    if (original !== undefined) world.realms.set(realm, original);
    return null;
  },
  "POST /access/domains/{realm}/sync": (call) => {
    const isTest = Number(call.parameters["dry-run"] ?? 0) === 1;
    return call.world.tasks.run(
      {
        node: call.local,
        type: isTest ? "auth-realm-sync-test" : "auth-realm-sync",
        id: textOf(call, "realm"),
        user: call.user,
      },
      async (task) => {
        task.log(`got data from server, updating users and groups`);
      },
    );
  },
};

/** Property strings whose keys PVE puts in order. */
const sorted = "sync-defaults-options";

function write({ realms }: World, name: string, sent: Section): void {
  const options = sent[sorted];
  const section =
    options === undefined ? sent : { ...sent, [sorted]: String(options).split(",").sort().join(",") };
  if (Number(section["default"] ?? 0) === 1)
    for (const [other, values] of realms) realms.set(other, without(values, new Set(["default"])));
  realms.set(name, section);
}

function realmsDigest({ realms }: World): string {
  const written = [...realms].filter(([name, section]) => section !== builtIn[name]);
  return sectionsDigest(new Map(written));
}

function prefixed<T>(prefix: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof ApiFailure && thrown.status === 500)
      throw new ApiFailure(500, `${prefix}${thrown.message}`);
    throw thrown;
  }
}
