import type { Http2Session } from "node:http2";

import type { Journal } from "../../change/journal.js";
import { equal } from "../../value/equal.js";
import { identityOf } from "../../change/perform/read.js";
import { refuse } from "../../diagnostic/refusal.js";
import type { DataSource } from "../../schema/data-source.js";
import type { Environment, Provider, Tasks } from "../../schema/provider.js";
import type { Resource } from "../../schema/resource.js";
import type { ValueObject } from "../../value/value.js";
import type { Configured } from "../configured.js";
import type { EncodedSchemas } from "../schema.js";
import type { Plain } from "../wire/protobuf.js";

/** What the plugin's calls work with. The provider loads when a call first needs it. */
export interface Context<C extends Tasks> {
  readonly provider: () => Promise<Provider<C>>;
  readonly schemas: () => Promise<EncodedSchemas>;
  readonly configured: Configured<C>;
  readonly environment: Environment;
  readonly journal: () => Promise<Journal>;
  readonly assertFree: () => Promise<void>;
  readonly stop: AbortController;
}

/** Answers one call. Whatever it throws becomes the call's diagnostics. */
export type Answer<C extends Tasks> = (
  context: Context<C>,
  request: Plain,
  session: Http2Session,
) => Promise<Plain>;

export async function resourceOf<C extends Tasks>(
  { provider }: Context<C>,
  { type_name }: Plain,
): Promise<Resource<C>> {
  const load = (await provider()).catalog[String(type_name)];
  return load === undefined ? refuse(`there is no resource type ${String(type_name)}`) : load();
}

export async function dataSourceOf<C extends Tasks>(
  { provider }: Context<C>,
  { type_name }: Plain,
): Promise<DataSource<C>> {
  const load = (await provider()).dataSources[String(type_name)];
  return load === undefined ? refuse(`there is no data source ${String(type_name)}`) : load();
}

/** A state that names an object has seen it: its journal entry has done its duty. */
export async function seenInState<C extends Tasks>(
  { journal }: Context<C>,
  typeName: string,
  found: { readonly resource: Resource<C>; readonly attributes: ValueObject },
): Promise<void> {
  const book = await journal();
  const identity = identityOf(found.resource, found.attributes);
  for (const intent of await book.leftBehind(typeName)) {
    if (intent.identity !== undefined && equal(intent.identity, identity)) await book.close(intent.id);
  }
}
