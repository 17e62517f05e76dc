import { createHmac, timingSafeEqual } from "node:crypto";

import type { World } from "../world.js";

const lifetime = 2 * 60 * 60;

function signature(world: World, text: string): string {
  return createHmac("sha256", world.secret).update(text).digest("base64").replace(/=+$/, "");
}

/** A ticket for a login, valid for two hours. */
export function issueTicket(world: World, user: string): string {
  const plain = `PVE:${user}:${stamp(world)}`;
  return `${plain}::${signature(world, plain)}`;
}

/** The ticket of a login that lacks its second factor: it proves that the password was right, and opens nothing. */
export function issueChallenge(world: World, user: string, asked: object): string {
  const plain = `PVE:!tfa!${encodeURIComponent(JSON.stringify(asked))}:${stamp(world)}`;
  return `${plain}::${signature(world, `${plain}:${user}`)}`;
}

export function verifyChallenge(world: World, user: string, challenge: string): boolean {
  const [, plain = "", time = "", mac = ""] = /^(PVE:!tfa![^:]+:([0-9A-F]{8}))::(.+)$/.exec(challenge) ?? [];
  return isFresh(world, time) && sameText(mac, signature(world, `${plain}:${user}`));
}

/** The user of a ticket; undefined if it is forged, too old or from too far ahead. */
export function verifyTicket(world: World, ticket: string): string | undefined {
  return verifyStamped(world, ticket, /^(PVE:([^:]+):([0-9A-F]{8}))::(.+)$/);
}

/** The token that every write with a ticket must carry. */
export function issueCsrfToken(world: World, user: string): string {
  const time = stamp(world);
  return `${time}:${signature(world, `${time}:${user}`)}`;
}

export function verifyCsrfToken(world: World, user: string, token: string): boolean {
  const [time, mac] = token.split(":");
  return (
    time !== undefined &&
    mac !== undefined &&
    isFresh(world, time) &&
    sameText(mac, signature(world, `${time}:${user}`))
  );
}

function verifyStamped(world: World, ticket: string, form: RegExp): string | undefined {
  const match = form.exec(ticket);
  if (match === null) return undefined;
  const [, plain, user, time, mac] = match as unknown as [string, string, string, string, string];
  return isFresh(world, time) && sameText(mac, signature(world, plain)) ? user : undefined;
}

function stamp(world: World): string {
  return Math.floor(world.clock.now() / 1000)
    .toString(16)
    .toUpperCase()
    .padStart(8, "0");
}

function isFresh(world: World, time: string): boolean {
  const age = world.clock.now() / 1000 - parseInt(time, 16);
  return age > -300 && age < lifetime;
}

function sameText(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
