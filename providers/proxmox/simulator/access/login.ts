import { textOf, type Call, type Routes } from "../call.js";
import { clusterName, isClustered } from "../cluster/membership.js";
import { ApiFailure, fail } from "../failure.js";
import type { World } from "../world.js";
import { isUsable } from "./authenticate.js";
import { requirePrivileges } from "./check.js";
import { assertKeepsPassword, isPassword, proveSelf } from "./password.js";
import { permissionsAt, privilegesAt } from "./permissions.js";
import { askedFactors, takesAnswer } from "./second-factor.js";
import { issueChallenge, issueCsrfToken, issueTicket, verifyChallenge, verifyTicket } from "./ticket.js";

/** Paths that PVE always looks at when it lists what somebody may. */
const topPaths = ["/", "/access", "/access/groups", "/nodes", "/pool", "/sdn", "/storage", "/vms"];

/** Logging in, passwords, and what somebody may. */
export const loginRoutes: Routes = {
  "POST /access/ticket": async (call) => {
    const { world } = call;
    const user = withRealm(call);
    const password = textOf(call, "password") ?? "";
    const challenge = textOf(call, "tfa-challenge");
    const isRenewal = challenge === undefined && verifyTicket(world, password) === user;
    const isKnown =
      challenge === undefined
        ? isRenewal || isPassword(world, user, password)
        : verifyChallenge(world, user, challenge) && isProof(world, user, password);
    if (!isKnown || !isUsable(world, user)) {
      // Guessing passwords is made slow.
      await world.clock.sleep(3000);
      throw new ApiFailure(401, "authentication failure");
    }
    const asked = askedFactors(world.users.get(user)?.factors ?? new Map());
    if (challenge === undefined && !isRenewal && asked !== undefined)
      return {
        username: user,
        ticket: issueChallenge(world, user, asked),
        CSRFPreventionToken: issueCsrfToken(world, user),
        NeedTFA: 1,
      };
    const isTold = isClustered(world) && privilegesAt(world, user, "/").has("Sys.Audit");
    const answer = {
      username: user,
      cap: capabilities(world, user),
      ...(isTold ? { clustername: clusterName } : {}),
    };
    const path = textOf(call, "path");
    // With a path this only asks whether the user has the privileges there.
    if (path !== undefined) {
      const had = privilegesAt(world, user, path);
      const wanted = (textOf(call, "privs") ?? "").split(/[,;\s]+/).filter((each) => each !== "");
      if (!wanted.every((privilege) => had.has(privilege)))
        throw new ApiFailure(401, "authentication failure");
      return answer;
    }
    return {
      ...answer,
      ticket: issueTicket(world, user),
      CSRFPreventionToken: issueCsrfToken(world, user),
    };
  },
  "GET /access/ticket": () => null,
  "PUT /access/password": (call) => {
    const { world, user } = call;
    const id = textOf(call, "userid") ?? "";
    const entry = world.users.get(id) ?? fail(`no such user ('${id}')`);
    if (user !== id) requirePrivileges(call, "/access/groups", ["User.Modify"]);
    // Whoever else may log in to the system itself changes a password there.
    if (user !== "root@pam" && user !== id && id.endsWith("@pam"))
      throw new ApiFailure(403, "Permission check failed");
    proveSelf(call, "confirmation-password");
    assertKeepsPassword(world, id);
    entry.password = textOf(call, "password");
    return null;
  },
  "GET /access/permissions": (call) => {
    const { world, user } = call;
    const who = textOf(call, "userid") ?? user;
    if (who !== user && !who.startsWith(`${user}!`)) requirePrivileges(call, "/access", ["Sys.Audit"]);
    const path = textOf(call, "path");
    const paths =
      path === undefined ? [...topPaths, ...world.acl.map((acl) => acl.path), ...poolMembers(world)] : [path];
    return Object.fromEntries(
      [...new Set(paths)]
        .map((each) => [each, Object.fromEntries(permissionsAt(world, who, each))] as const)
        .filter(([, permissions]) => Object.keys(permissions).length > 0),
    );
  },
};

/** The paths of what is in pools, which may have permissions from there. */
function poolMembers({ guests, pools }: World): readonly string[] {
  return [
    ...[...guests].filter(([, { pool }]) => pool !== undefined).map(([vmid]) => `/vms/${vmid}`),
    ...[...pools.values()].flatMap(({ storages }) => [...storages].map((id) => `/storage/${id}`)),
  ];
}

function withRealm(call: Call): string {
  const name = textOf(call, "username") ?? "";
  const realm = textOf(call, "realm");
  return realm === undefined ? name : `${name}@${realm}`;
}

function isProof(world: World, user: string, answer: string): boolean {
  return takesAnswer(world.users.get(user)?.factors ?? new Map(), answer, world.clock.now());
}

/** What a web interface may offer: per area, the privileges held anywhere in it. */
function capabilities(world: World, user: string): Readonly<Record<string, Readonly<Record<string, 1>>>> {
  const area = (top: string, pattern: RegExp) => {
    const paths = [top, ...world.acl.map(({ path }) => path).filter((path) => path.startsWith(`${top}/`))];
    const held = paths.flatMap((path) => [...privilegesAt(world, user, path)]);
    return Object.fromEntries(held.filter((name) => pattern.test(name)).map((name) => [name, 1 as const]));
  };
  return {
    vms: area("/vms", /^(?:VM\..*|Permissions\.Modify)$/),
    storage: area("/storage", /^(?:Datastore\..*|Permissions\.Modify)$/),
    access: area("/access", /^(?:User\.Modify|Group\.Allocate|Permissions\.Modify)$/),
    nodes: area("/nodes", /^(?:Sys\..*|Permissions\.Modify)$/),
    sdn: area("/sdn", /^(?:SDN\..*|Permissions\.Modify)$/),
    mapping: area("/mapping", /^(?:Mapping\..*|Permissions\.Modify)$/),
    dc: Object.fromEntries(
      [...privilegesAt(world, user, "/")]
        .filter((name) => /^(?:Sys\.Audit|Sys\.Modify|SDN\..*)$/.test(name))
        .map((name) => [name, 1 as const]),
    ),
  };
}
