import { request as httpsRequest } from "node:https";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { simulate, type Simulation } from "../../providers/proxmox/simulator/simulate.js";
import { likeness, type Answer } from "./likeness.js";
import { table } from "./tables.js";

/** What went over the wire once: the request as it was sent, and what was heard. */
interface Exchange extends Omit<Answer, "status"> {
  readonly verb: string;
  readonly url: string;
  /** Who has logged in, or `token`. */
  readonly as?: string;
  readonly csrf?: true;
  readonly headers?: Readonly<Record<string, string>>;
  readonly type?: string;
  readonly body?: string;
  /** How long the body was, where its end only fills it up. */
  readonly padded?: number;
  readonly status?: number;
  readonly reason?: string;
  /** An answer that is no JSON. */
  readonly text?: string;
  readonly success?: number;
}

interface Login {
  readonly ticket: string;
  readonly CSRFPreventionToken: string;
}

const token = { id: "ci", secret: "11111111-2222-3333-4444-555555555555" };
const passwords: Readonly<Record<string, string>> = { "root@pam": "rootpass1", "admin@pve": "adminpass1" };

let simulation: Simulation;
let logins: Map<string, Login>;
beforeEach(async () => {
  logins = new Map();
  simulation = await simulate({ rootPassword: "rootpass1" });
  await simulation.post("/access/users", { userid: "admin@pve", password: "adminpass1" });
  await simulation.put("/access/acl", { path: "/", users: "admin@pve", roles: "Administrator" });
  const { tokens } = simulation.world.users.get("root@pam") ?? { tokens: new Map() };
  tokens.clear();
  tokens.set(token.id, { secret: token.secret, privsep: 0, expire: 0, comment: undefined });
});
afterEach(() => simulation.close());

describe.each(["auth", "transport"])("the recording of the wire, %s", (name) => {
  it("is answered as the real web server did, to the words of the status line", async () => {
    const misses: string[] = [];
    for (const [index, exchange] of table<Exchange>(`wire-${name}`).entries()) {
      const heard = await send(exchange);
      const miss = difference(exchange, heard);
      if (miss !== undefined)
        misses.push(`${index} ${exchange.verb} ${exchange.url}: ${miss}\n  is ${JSON.stringify(heard)}`);
    }
    expect(misses.join("\n")).toBe("");
  });
});

interface Heard {
  readonly status: number;
  readonly reason: string;
  readonly text: string;
}

function difference(exchange: Exchange, { status, reason, text }: Heard): string | undefined {
  const { status: wanted = 200, reason: words = "OK", text: plain } = exchange;
  if (status !== wanted) return `status was ${wanted}`;
  if (reason !== words) return `reason was ${words}`;
  if (plain !== undefined) return text === plain ? undefined : `text was ${plain}`;
  if (exchange.data === undefined && exchange.message === undefined) return undefined;
  const answer = JSON.parse(text) as Answer & { readonly success?: number };
  if (answer.success !== exchange.success) return `success was ${exchange.success}`;
  // Where an answer tells of a failure in its body, it is compared as one.
  const kind = exchange.message === undefined ? 200 : 400;
  const like = likeness({ ...answer, status: kind }, { ...exchange, status: kind }, path(exchange));
  return like === "same" || (like === "value" && kind === 200) ? undefined : `${like} differs`;
}

const path = ({ url }: Exchange) => url.replace(/^\/api2\/\w+/, "").replace(/\?.*$/, "");

async function send(exchange: Exchange): Promise<Heard> {
  const { verb, url, as, csrf, headers = {}, type, body, padded = 0 } = exchange;
  const login = as === undefined || as === "token" ? undefined : (logins.get(as) ?? (await logIn(as)));
  const bytes = body === undefined ? undefined : withLogins(body, encodeURIComponent).padEnd(padded, "x");
  const sent = {
    ...(as === "token" ? { authorization: `PVEAPIToken=root@pam!${token.id}=${token.secret}` } : {}),
    ...(login === undefined ? {} : { cookie: `PVEAuthCookie=${encodeURIComponent(login.ticket)}` }),
    ...(login === undefined || csrf === undefined ? {} : { CSRFPreventionToken: login.CSRFPreventionToken }),
    ...(type === undefined ? {} : { "content-type": type }),
    ...(bytes === undefined ? {} : { "content-length": String(Buffer.byteLength(bytes)) }),
    ...Object.fromEntries(
      Object.entries(headers).map(([key, value]) => [key, withLogins(value, (text) => text)]),
    ),
  };
  const heard = await exchanged(`${simulation.endpoint}${url}`, { verb, headers: sent, bytes });
  remember(heard);
  return heard;
}

const placeholder = /<(encoded )?(ticket|csrf) ([^>]+)>/;

/** Puts tickets of this run where those of then were. */
function withLogins(text: string, encode: (text: string) => string): string {
  return text.replace(new RegExp(placeholder, "g"), (found) => {
    const [, isEncoded, kind, user = ""] = placeholder.exec(found) ?? [];
    const login = logins.get(user);
    const value = (kind === "ticket" ? login?.ticket : login?.CSRFPreventionToken) ?? "";
    return isEncoded === undefined ? encode(value) : encodeURIComponent(value);
  });
}

async function logIn(user: string): Promise<Login | undefined> {
  const body = `username=${user}&password=${passwords[user]}`;
  const type = "application/x-www-form-urlencoded";
  await send({ verb: "POST", url: "/api2/json/access/ticket", type, body });
  return logins.get(user);
}

function remember({ status, text }: Heard): void {
  if (status !== 200 || !text.includes('"ticket"')) return;
  const { data } = JSON.parse(text) as { readonly data: (Login & { readonly username: string }) | null };
  if (data !== null) logins.set(data.username, data);
}

function exchanged(
  url: string,
  {
    verb,
    headers,
    bytes,
  }: {
    readonly verb: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly bytes: string | undefined;
  },
): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const options = { method: verb, headers, rejectUnauthorized: false, agent: false };
    const request = httpsRequest(url, options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, reason: response.statusMessage ?? "", text }),
      );
    });
    request.on("error", reject);
    request.end(bytes);
  });
}
