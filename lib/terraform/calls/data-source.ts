import { readDataSource as ask } from "../../change/perform/read-data-source.js";
import type { Tasks } from "../../schema/provider.js";
import { validate } from "../../schema/validate.js";
import { wireDiagnostics } from "../diagnostics.js";
import { decodeObject, encodeObject } from "../instance-codec.js";
import { dataSourceOf, type Answer } from "./context.js";

export const validateDataResourceConfig: Answer<Tasks> = async (context, request) => {
  const source = await dataSourceOf(context, request);
  return {
    diagnostics: wireDiagnostics(validate(source, decodeObject(source.attributes, request["config"]) ?? {})),
  };
};

export const readDataSource: Answer<Tasks> = async (context, request, session) => {
  const source = await dataSourceOf(context, request);
  const { values, diagnostics } = await ask(
    source,
    await context.configured.connection(session),
    decodeObject(source.attributes, request["config"]) ?? {},
  );
  return {
    ...(values === undefined ? {} : { state: encodeObject(source.attributes, values) }),
    diagnostics: wireDiagnostics(diagnostics),
  };
};
