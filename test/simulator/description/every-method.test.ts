import { afterAll, beforeAll, describe, expect, it } from "vitest";

import {
  specification,
  type Check,
  type Method,
  type Release,
} from "../../../providers/proxmox/api/specification/specification.js";
import { createUser, type World } from "../../../providers/proxmox/simulator/world.js";
import { simulate, type Simulation } from "../../../providers/proxmox/simulator/simulate.js";
import { asked } from "../asked.js";
import { sampleRequest } from "./sample-request.js";

/** A parameter that no method has: a request with it is refused, yet only after it was routed and permitted. */
const probe = { "no-such-parameter": "1" };
const undeclared = "property is not defined in schema and the schema does not allow additional properties";

const counts: Readonly<Record<Release, number>> = { "9.2": 678, "8.4": 605 };

describe.each<Release>(["9.2", "8.4"])("every method of %s", (release) => {
  const { methods } = specification(release);
  const closed = methods.filter(({ open }) => open !== true);
  const named = ({ method, path }: Method) => `${method} ${path}`;
  let simulation: Simulation;
  let world: World;

  beforeAll(async () => {
    simulation = await simulate({ release });
    world = simulation.world;
    for (const user of ["nobody@pve", "admin@pve", "some@pve"]) world.users.set(user, createUser("secret12"));
    const token = { secret: "s", expire: 0, comment: undefined };
    for (const user of ["root@pam", "admin@pve"]) {
      world.users.get(user)?.tokens.set("plain", { ...token, privsep: 0 });
      world.users.get(user)?.tokens.set("apart", { ...token, privsep: 1 });
    }
    world.roles.set("Some", { special: 0, privileges: new Set() });
    world.acl = [administrator];
  });
  afterAll(() => simulation.close());

  const administrator = {
    path: "/",
    type: "user",
    id: "admin@pve",
    role: "Administrator",
    propagate: 1,
  } as const;
  const askedBy = async (method: Method, user: string | null) => {
    const { parameters, ...question } = sampleRequest(method);
    return asked(world, { ...question, parameters: { ...parameters, ...probe }, user });
  };
  /** What each of some methods answers to somebody, where it is not what is expected. */
  const unlike = async (
    some: readonly Method[],
    user: string | null,
    expected: (method: Method) => unknown,
  ) => {
    const wrong: unknown[] = [];
    for (const method of some) {
      const answer = await askedBy(method, user);
      try {
        expect(answer).toMatchObject(expected(method) as object);
      } catch {
        wrong.push([named(method), answer]);
      }
    }
    return wrong;
  };
  const reached = () => ({ status: 400, errors: { "no-such-parameter": undeclared } });
  const forbidden = { status: 403, message: expect.stringMatching(/^Permission check failed/) as string };

  it("is there, and tells root what it does not take", async () => {
    expect(methods).toHaveLength(counts[release]);
    expect(await unlike(closed, "root@pam", reached)).toEqual([]);
  });

  it("answers nobody who is not logged in, but for what is open to the world", async () => {
    const isOpen = ({ permissions }: Method) => permissions?.user === "world";
    expect(
      await unlike(closed, null, (method) =>
        isOpen(method) ? reached() : { status: 401, message: "No ticket" },
      ),
    ).toEqual([]);
  });

  it("takes no other verb at its path", async () => {
    const known = new Set(methods.map(named));
    const wrong: unknown[] = [];
    for (const { path } of methods)
      for (const verb of ["GET", "POST", "PUT", "DELETE"] as const)
        if (!known.has(`${verb} ${path}`)) {
          const question = sampleRequest({ method: verb, path, returns: {} });
          const answer = await asked(world, question);
          if (answer.status !== 501) wrong.push([verb, path, answer]);
        }
    expect(wrong).toEqual([]);
  });

  it("refuses a user without rights, where it asks for any", async () => {
    const guarded = closed.filter(({ permissions }) => permissions?.user === undefined);
    const passes = guarded.filter((method) => needsNothing(method));
    expect(
      await unlike(
        guarded.filter((each) => !passes.includes(each)),
        "nobody@pve",
        () => forbidden,
      ),
    ).toEqual([]);
    expect(await unlike(passes, "nobody@pve", reached)).toEqual([]);
    const free = closed.filter(({ permissions }) => permissions?.user !== undefined);
    expect(await unlike(free, "nobody@pve", reached)).toEqual([]);
  });

  it("is open to an administrator, but for what only root may", async () => {
    const rootOnly = closed.filter(({ permissions }) => permissions === undefined);
    expect(
      await unlike(rootOnly, "admin@pve", () => ({
        status: 403,
        message: "Permission check failed (user != root@pam)",
      })),
    ).toEqual([]);
    const others = closed.filter(({ permissions }) => permissions !== undefined);
    expect(await unlike(others, "admin@pve", reached)).toEqual([]);
  });

  it("is as open to a token as to its user, and closed to one that is kept apart", async () => {
    const forTokens = closed.filter(
      ({ permissions, refusesTokens }) => permissions !== undefined && refusesTokens !== true,
    );
    // A rule about users' own things asks who somebody is: a token is not its user.
    expect(await unlike(forTokens, "admin@pve!plain", reached)).toEqual([]);
    const guarded = forTokens.filter(
      (method) => method.permissions?.user === undefined && !needsNothing(method),
    );
    expect(await unlike(guarded, "admin@pve!apart", () => forbidden)).toEqual([]);
    expect(await unlike(guarded, "root@pam!apart", () => forbidden)).toEqual([]);
    const refusing = closed.filter(({ refusesTokens }) => refusesTokens === true);
    expect(refusing).not.toEqual([]);
    expect(
      await unlike(refusing, "root@pam!plain", () => ({
        status: 403,
        message: expect.stringContaining("not available with API token, need proper ticket.") as string,
      })),
    ).toEqual([]);
  });

  it("asks for exactly the privileges that its expression names, at exactly their path", async () => {
    const wrong: unknown[] = [];
    const grant = (path: string, privileges: readonly string[]) => {
      world.roles.set("Some", { special: 0, privileges: new Set(privileges) });
      world.acl = [administrator, { path, type: "user", id: "some@pve", role: "Some", propagate: 0 }];
    };
    const expected = async (method: Method, status: number, message?: string) => {
      const answer = await askedBy(method, "some@pve");
      if (answer.status !== status || (message !== undefined && answer.message !== message))
        wrong.push([named(method), message, answer]);
    };
    let tried = 0;
    for (const method of closed) {
      const { check, user } = method.permissions ?? {};
      if (user !== undefined || check?.[0] !== "perm" || check.includes("require_param")) continue;
      const [, template, privileges] = check as unknown as [string, string, readonly string[]];
      const path = filled(method, template).replace(/(.)\/$/, "$1");
      const isAny = check.includes("any");
      grant(path, privileges);
      await expected(method, 400);
      grant(`${path === "/" ? "" : path}/below`, privileges);
      await expected(method, 403);
      for (const one of privileges) {
        tried += 1;
        grant(path, isAny ? [one] : privileges.filter((each) => each !== one));
        await (isAny
          ? expected(method, 400)
          : expected(method, 403, `Permission check failed (${path}, ${one})`));
      }
    }
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(400);
  });
});

/** Whether an expression lets anybody through: an alternative without privileges, or one about a parameter that is not sent. */
function needsNothing({ permissions, parameters = {} }: Method): boolean {
  const passes = (check: Check): boolean => {
    const [operator, ...rest] = check;
    if (operator === "and") return (rest as Check[]).every(passes);
    if (operator === "or") return (rest as Check[]).some(passes);
    const at = check.indexOf("require_param");
    return at >= 0 && Number(parameters[String(check[at + 1])]?.optional ?? 0) === 1;
  };
  return permissions?.check !== undefined && passes(permissions.check);
}

function filled(method: Method, template: string): string {
  const { path, parameters } = sampleRequest(method);
  const inPath = method.path.split("/").map((part, index) => [part, path.split("/")[index]]);
  const values = new Map(inPath.map(([part = "", value = ""]) => [part, decodeURIComponent(value)]));
  return template.replace(
    /\{([^}]+)\}/g,
    (part, name: string) => values.get(part) ?? String(parameters[name] ?? ""),
  );
}
