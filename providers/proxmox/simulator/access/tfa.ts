import { randomBytes, randomUUID } from "node:crypto";

import { textOf, type Call, type Routes } from "../call.js";
import { ApiFailure, fail } from "../failure.js";
import type { User, World } from "../world.js";
import { privilegesAt } from "./permissions.js";
import { proveSelf } from "./password.js";
import type { SecondFactor } from "./second-factor.js";
import { stepMeant, totpFrom } from "./totp.js";

const recoveryId = "recovery";
const recoveryKeys = 10;

/** What users have beside their passwords to prove that it is they who log in. */
export const tfaRoutes: Routes = {
  "GET /access/users/{userid}/tfa": (call) => {
    const { factors } = userOf(call);
    const types = [...new Set([...factors.values()].map(({ type }) => type))];
    return Number(call.parameters["multiple"] ?? 0) === 1 ? { user: types } : {};
  },
  "PUT /access/users/{userid}/unlock-tfa": () => 0,
  "GET /access/tfa": ({ world, user }) =>
    [...world.users]
      .filter(([id, { factors }]) => factors.size > 0 && maySee({ world, user }, id))
      .map(([userid, { factors }]) => ({ userid, entries: rows(factors) })),
  "GET /access/tfa/{userid}": ({ world, parameters }) =>
    rows(world.users.get(String(parameters["userid"]))?.factors ?? new Map()),
  "GET /access/tfa/{userid}/{id}": ({ world, parameters }) => {
    const id = String(parameters["id"]);
    const factor = world.users.get(String(parameters["userid"]))?.factors.get(id);
    if (factor === undefined) throw new ApiFailure(404, `No such tfa entry '${id}'`);
    return shown(id, factor);
  },
  "POST /access/tfa/{userid}": (call) => {
    const user = proven(call);
    const { id, factor, answer } = made(call, user);
    user.factors.set(id, factor);
    // From then on only the entries count, which the file of users tells so.
    user.attributes["keys"] = "x";
    return { id, ...answer };
  },
  "PUT /access/tfa/{userid}/{id}": (call) => {
    const factor = factorOf(proven(call), call);
    const { enable } = call.parameters;
    factor.description = textOf(call, "description") ?? factor.description;
    if (enable !== undefined) factor.enable = Number(enable) === 1 ? 1 : 0;
    return null;
  },
  "DELETE /access/tfa/{userid}/{id}": (call) => {
    const user = proven(call);
    factorOf(user, call);
    user.factors.delete(String(call.parameters["id"]));
    if (user.factors.size === 0) delete user.attributes["keys"];
    return null;
  },
};

interface Made {
  readonly id: string;
  readonly factor: SecondFactor;
  readonly answer?: object;
}

function made(call: Call, user: User): Made {
  const { world, parameters } = call;
  const created = Math.floor(world.clock.now() / 1000);
  const type = String(parameters["type"]);
  switch (type) {
    case "totp": {
      if ("challenge" in parameters) fail("'challenge' parameter is invalid for 'totp' entries");
      const description = neededDescription(call);
      const [uri, code] = [textOf(call, "totp"), textOf(call, "value")];
      if (uri === undefined || code === undefined)
        fail("'totp' type requires both 'totp' and 'value' parameters");
      const totp = totpFrom(uri);
      if (stepMeant(totp, code, world.clock.now()) === undefined) fail("failed to verify TOTP challenge");
      return { id: randomUUID(), factor: { type, created, description, enable: 1, totp, last: 0 } };
    }
    case "recovery": {
      if (["totp", "value", "challenge"].some((name) => name in parameters))
        fail("generating recovery tokens does not allow additional parameters");
      if (user.factors.has(recoveryId)) fail("user already has recovery keys");
      const keys = Array.from({ length: recoveryKeys }, recoveryKey);
      return {
        id: recoveryId,
        factor: { type, created, description: "", enable: 1, keys: [...keys] },
        answer: { recovery: keys },
      };
    }
    case "yubico":
      return fail(`no yubico otp configuration available for realm ${realmOf(call)}`);
    case "webauthn":
    case "u2f":
      // Nobody is there to touch a device.
      if ("totp" in parameters) fail(`'totp' parameter is invalid for '${type}' entries`);
      return fail(`no ${type} configuration available`);
  }
  throw new Error(`a second factor of type ${type}`);
}

function neededDescription(call: Call): string {
  return textOf(call, "description") ?? fail("'description' is required for new entries");
}

function recoveryKey(): string {
  return (randomBytes(8).toString("hex").match(/.{4}/g) ?? []).join("-");
}

function realmOf({ parameters }: Call): string {
  return String(parameters["userid"]).split("@").at(-1) as string;
}

/** Whose factors are changed; who asks has to prove to be there. */
function proven(call: Call): User {
  const user = userOf(call);
  proveSelf(call, "password");
  return user;
}

function userOf(call: Call): User {
  const id = textOf(call, "userid") as string;
  return call.world.users.get(id) ?? fail(`no such user ('${id}')`);
}

function factorOf({ factors }: User, { parameters }: Call): SecondFactor {
  return factors.get(String(parameters["id"])) ?? fail("no such entry");
}

/** Recovery keys come first. */
function rows(factors: ReadonlyMap<string, SecondFactor>) {
  return [...factors]
    .sort(([left], [right]) => Number(right === recoveryId) - Number(left === recoveryId))
    .map(([id, factor]) => shown(id, factor));
}

function shown(id: string, { type, created, description, enable }: SecondFactor) {
  return {
    id,
    type,
    created,
    ...(description === "" ? {} : { description }),
    ...(enable === 1 ? {} : { enable }),
  };
}

function maySee({ world, user }: { readonly world: World; readonly user: string }, id: string): boolean {
  if (user === id) return true;
  const groups = [...(world.users.get(id)?.groups ?? [])].map((group) => `/access/groups/${group}`);
  return ["/access/groups", ...groups].some((path) => {
    const had = privilegesAt(world, user, path);
    return had.has("User.Modify") || had.has("Sys.Audit");
  });
}
