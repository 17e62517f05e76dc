import type { IncomingHttpHeaders } from "node:http";

import { ApiFailure } from "../failure.js";
import type { World } from "../world.js";
import { verifyCsrfToken, verifyTicket } from "./ticket.js";

/** Says who asks; throws a 401 whose reason is all that PVE tells. */
export function authenticate(world: World, verb: string, headers: IncomingHttpHeaders): string {
  const authorization = headers.authorization ?? "";
  if (/^PVEAPIToken[= ]/.test(authorization)) {
    const token = /^PVEAPIToken[= ]([^=]+)=(.+)$/.exec(authorization);
    if (token === null) throw refused();
    return byToken(world, token[1] as string, token[2] as string);
  }
  const ticket = ticketOf(headers);
  if (ticket === undefined) throw new ApiFailure(401, "No ticket");
  const user = verifyTicket(world, ticket);
  if (user === undefined || !isUsable(world, user)) throw refused();
  const csrf = headers["csrfpreventiontoken"];
  if (verb !== "GET" && (typeof csrf !== "string" || !verifyCsrfToken(world, user, csrf)))
    throw new ApiFailure(401, "Permission denied - invalid csrf token");
  return user;
}

function byToken(world: World, id: string, secret: string): string {
  const [user, name] = splitToken(id);
  const entry = world.users.get(user)?.tokens.get(name);
  if (entry === undefined || entry.secret !== secret || !isUsable(world, user)) throw refused();
  if (entry.expire !== 0 && entry.expire < world.clock.now() / 1000) throw refused();
  return id;
}

/** Whether somebody comes with a ticket, not with a token or nothing. */
export function hasTicket(headers: IncomingHttpHeaders): boolean {
  return !/^PVEAPIToken[= ]/.test(headers.authorization ?? "") && ticketOf(headers) !== undefined;
}

/** Why is only in PVE's own log. */
export function refused(): ApiFailure {
  return new ApiFailure(401, "Authentication failed!");
}

export function isUsable(world: World, user: string): boolean {
  const entry = world.users.get(user);
  return (
    entry !== undefined &&
    entry.enable === 1 &&
    (entry.expire === 0 || entry.expire > world.clock.now() / 1000)
  );
}

export function splitToken(id: string): readonly [user: string, name: string] {
  const at = id.lastIndexOf("!");
  return [id.slice(0, at), id.slice(at + 1)];
}

function ticketOf({ cookie, authorization }: IncomingHttpHeaders): string | undefined {
  const text =
    /(?:^|;\s*)PVEAuthCookie=([^;]+)/.exec(cookie ?? "")?.[1] ??
    /^PVEAuthCookie=(.+)$/.exec(authorization ?? "")?.[1];
  return text === undefined ? undefined : decodeURIComponent(text);
}
