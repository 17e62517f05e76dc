import { randomUUID } from "node:crypto";

import { listOf, type Call, type Routes } from "../call.js";
import { fail, parameterFailure } from "../failure.js";
import type { Token } from "../world.js";

export const tokenRoutes: Routes = {
  "GET /access/users/{userid}/token": (call) =>
    [...userOf(call).tokens].map(([tokenid, token]) => ({ tokenid, ...shownToken(token) })),
  "GET /access/users/{userid}/token/{tokenid}": (call) => shownToken(tokenOf(call)),
  "POST /access/users/{userid}/token/{tokenid}": (call) => {
    const { userid, tokenid } = idsOf(call);
    const user = userOf(call);
    if (user.tokens.has(tokenid)) throw parameterFailure({ tokenid: "Token already exists." });
    const token: Token = { secret: randomUUID(), privsep: 1, expire: 0, comment: undefined };
    change(call, token);
    user.tokens.set(tokenid, token);
    return {
      "full-tokenid": `${userid}!${tokenid}`,
      info: { privsep: 1, ...asSent(call) },
      value: token.secret,
    };
  },
  "PUT /access/users/{userid}/token/{tokenid}": (call) => {
    const { userid, tokenid } = idsOf(call);
    const token = tokenOf(call);
    change(call, token);
    const answer = { ...shownToken(token), ...asSent(call) };
    if (Number(call.parameters["regenerate"] ?? 0) !== 1) return answer;
    token.secret = randomUUID();
    return { ...answer, "full-tokenid": `${userid}!${tokenid}`, value: token.secret };
  },
  "DELETE /access/users/{userid}/token/{tokenid}": (call) => {
    const { userid, tokenid } = idsOf(call);
    tokenOf(call);
    userOf(call).tokens.delete(tokenid);
    call.world.acl = call.world.acl.filter((acl) => acl.id !== `${userid}!${tokenid}`);
    return null;
  },
};

/** A token without its secret, as every answer but the first shows it. */
export function shownToken({ privsep, expire, comment }: Token) {
  return { privsep, expire, ...(comment === undefined ? {} : { comment }) };
}

function idsOf({ parameters }: Call) {
  return parameters as { readonly userid: string; readonly tokenid: string };
}

function userOf(call: Call) {
  const { userid } = idsOf(call);
  return call.world.users.get(userid) ?? fail(`no such user ('${userid}')`);
}

function tokenOf(call: Call): Token {
  const { userid, tokenid } = idsOf(call);
  return userOf(call).tokens.get(tokenid) ?? fail(`no such token '${tokenid}' for user '${userid}'`);
}

/** Writes answer numbers as the texts that came with the request. */
function asSent({ parameters }: Call): Readonly<Record<string, string>> {
  const sent = ["privsep", "expire", "comment"].filter((name) => name in parameters);
  return Object.fromEntries(sent.map((name) => [name, String(parameters[name])]));
}

function change(call: Call, token: Token): void {
  const { parameters } = call;
  if ("privsep" in parameters) token.privsep = Number(parameters["privsep"]) as 0 | 1;
  if ("expire" in parameters) token.expire = Number(parameters["expire"]);
  if ("comment" in parameters) token.comment = String(parameters["comment"]).trim() || undefined;
  if (listOf(call, "delete").includes("comment")) token.comment = undefined;
}
