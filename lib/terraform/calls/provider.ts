import { validateAttributes } from "../../schema/validate.js";
import { decodeObject } from "../instance-codec.js";
import { wireDiagnostics } from "../diagnostics.js";
import type { Tasks } from "../../schema/provider.js";
import type { Answer } from "./context.js";

export const getProviderSchema: Answer<Tasks> = async ({ schemas }) => {
  const { provider, resources, dataSources } = await schemas();
  return {
    provider,
    resource_schemas: resources,
    data_source_schemas: dataSources,
    server_capabilities: capabilities,
  };
};

const capabilities = { plan_destroy: true, get_provider_schema_optional: true, move_resource_state: true };

export const validateProviderConfig: Answer<Tasks> = async ({ provider, environment }, { config }) => {
  const { configuration, checkConfiguration } = await provider();
  const values = decodeObject(configuration, config) ?? {};
  const found = validateAttributes(configuration, values);
  if (found.length > 0) return { diagnostics: wireDiagnostics(found) };
  // What is wrong together with the environment matters only where something is reached: configuring tells.
  const warnings = checkConfiguration(values, environment).filter(({ severity }) => severity === "warning");
  return { diagnostics: wireDiagnostics(warnings) };
};

export const configureProvider: Answer<Tasks> = async (
  { provider, configured, assertFree },
  { config },
  session,
) => {
  await assertFree();
  const loaded = await provider();
  await configured.configure(session, loaded, decodeObject(loaded.configuration, config) ?? {});
  return {};
};

export const stopProvider: Answer<Tasks> = async ({ stop }) => {
  stop.abort();
  return {};
};
