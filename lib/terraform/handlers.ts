import type { Journal } from "../change/journal.js";
import type { Environment, Provider, Tasks } from "../schema/provider.js";
import type { Answer, Context } from "./calls/context.js";
import { Configured } from "./configured.js";
import { thrownDiagnostics } from "./diagnostics.js";
import type { EncodedSchemas } from "./schema.js";
import type { CallName } from "./wire/messages.js";
import type { Plain } from "./wire/protobuf.js";
import type { Handlers } from "./wire/serve.js";

export interface Plugin<C extends Tasks> {
  /** Loads the provider; called when a call first needs more than schemas. */
  provider(): Promise<Provider<C>>;
  schemas(): Promise<EncodedSchemas>;
  journal(): Promise<Journal>;
  /** Throws a refusal while somebody else works on the state. */
  assertFree(): Promise<void>;
  readonly environment: Environment;
}

type Source = () => Promise<Readonly<Record<string, Answer<Tasks>>>>;

const providerCalls: Source = async () => {
  const { getProviderSchema, validateProviderConfig, configureProvider, stopProvider } =
    await import("./calls/provider.js");
  return { getProviderSchema, validateProviderConfig, configureProvider, stopProvider };
};
const resourceCalls: Source = async () => ({ ...(await import("./calls/resource.js")) });

const dataCalls: Source = async () => ({ ...(await import("./calls/data-source.js")) });

/** Where each call is answered; loaded when it is first asked for. */
const sources: Readonly<Partial<Record<CallName, Source>>> = {
  GetProviderSchema: providerCalls,
  ValidateProviderConfig: providerCalls,
  ConfigureProvider: providerCalls,
  StopProvider: providerCalls,
  ValidateResourceConfig: resourceCalls,
  ValidateDataResourceConfig: dataCalls,
  ReadDataSource: dataCalls,
  UpgradeResourceState: resourceCalls,
  ReadResource: resourceCalls,
  PlanResourceChange: resourceCalls,
  ApplyResourceChange: resourceCalls,
  ImportResourceState: resourceCalls,
  MoveResourceState: resourceCalls,
};

/** The plugin's calls for a provider. What goes wrong in one is answered as its diagnostics. */
export function handlersFor<C extends Tasks>({
  provider,
  schemas,
  journal,
  assertFree,
  environment,
}: Plugin<C>): Handlers {
  const context: Context<C> = {
    provider: once(provider),
    schemas: once(schemas),
    journal: once(journal),
    assertFree,
    environment,
    configured: new Configured<C>(environment),
    stop: new AbortController(),
  };
  return Object.fromEntries(
    Object.entries(sources).map(([name, source]) => [
      name,
      async (request: Plain, session: Parameters<Answer<C>>[2]): Promise<Plain> => {
        try {
          const answer = (await source())[camel(name)] as Answer<never> | undefined;
          if (answer === undefined) throw new Error(`${name} is not answered`);
          return await answer(context as unknown as Context<never>, request, session);
        } catch (thrown) {
          return { ...keptState(name, request), diagnostics: thrownDiagnostics(thrown) };
        }
      },
    ]),
  );
}

/** A call that fails must not lose what is known: null would mean that the object is gone. */
function keptState(name: string, request: Plain): Plain {
  if (name === "ReadResource") return { new_state: request["current_state"], private: request["private"] };
  if (name === "ApplyResourceChange")
    return { new_state: request["prior_state"], private: request["planned_private"] };
  return {};
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

function camel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
