import type { Http2Session } from "node:http2";

import { needsOf, type Deciding } from "../../change/perform/needs-of.js";
import type { Diagnostic } from "../../diagnostic/diagnostic.js";
import type { Checks, Need, PlacedNeed } from "../../schema/need.js";
import type { Tasks } from "../../schema/provider.js";
import type { Resource } from "../../schema/resource.js";
import type { Context } from "./context.js";

/** Checks needs over a session's connection. The protocol tells no address: Terraform itself says whose a diagnostic is. */
export async function checkerOf<C extends Tasks>(
  { provider, configured }: Context<C>,
  session: Http2Session,
  unmet: PlacedNeed["unmet"],
): Promise<(needs: readonly Need[]) => Promise<Checks>> {
  const { check } = await provider();
  const connection = await configured.connection(session);
  return async (needs) =>
    (await check?.(
      connection,
      needs.map((need) => ({ ...need, unmet })),
    )) ?? { held: [], diagnostics: [] };
}

/**
 * What a planned change needs and the world doesn't have. Terraform shows a plugin one object at a time, so that
 * whatever the stack itself may bring about counts as a maybe.
 */
export async function unmetBy<C extends Tasks>(
  context: Context<C>,
  session: Http2Session,
  { resource, ...deciding }: Deciding & { readonly resource: Resource<C> },
): Promise<readonly Diagnostic[]> {
  const connection = context.configured.connectionIfAny(session);
  if (connection === undefined) return [];
  const { needs, diagnostics } = await needsOf(resource, await connection, deciding);
  if (needs.length === 0) return diagnostics;
  const check = await checkerOf(context, session, "maybe");
  return (await check(needs)).diagnostics;
}
