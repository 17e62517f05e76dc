import { privilegesAt } from "../../access/permissions.js";
import type { Call, Handler, Routes } from "../../call.js";
import { sectionHandlers, type SectionObject } from "../../section-object.js";
import type { Section } from "../../section.js";
import { assertToken, viewOf, viewOfOne } from "./staging.js";

/** The routes of an object whose changes wait until the network is applied. */
export function stagedRoutes(object: SectionObject, aclPath: (row: Section) => string): Routes {
  const { path, id, says } = object;
  const handlers = sectionHandlers(object);
  return {
    [`GET ${path}`]: (call) => {
      const type = call.parameters["type"];
      return viewOf(call, object)
        .filter((row) => type === undefined || row["type"] === type)
        .filter((row) => maySee(call, aclPath(row)));
    },
    [`POST ${path}`]: locked(says.create, handlers.create),
    [`GET ${path}/{${id}}`]: (call) => viewOfOne(call, object),
    [`PUT ${path}/{${id}}`]: locked(says.update, handlers.update),
    [`DELETE ${path}/{${id}}`]: locked(says.remove, handlers.remove),
  };
}

/** A write that needs the lock's token while somebody holds the lock. */
export function locked(prefix: string | undefined, handler: Handler): Handler {
  return (call) => {
    assertToken(call, prefix);
    return handler(call);
  };
}

export function maySee({ world, user }: Call, path: string): boolean {
  const had = privilegesAt(world, user, path);
  return had.has("SDN.Audit") || had.has("SDN.Allocate");
}
