import { decide } from "../../change/decide.js";
import { encodePrivate, nothingOwned, type Instance } from "../../change/instance.js";
import { perform } from "../../change/perform/perform.js";
import { proposeForeseen } from "../../change/perform/propose-foreseen.js";
import { importInstance, readInstance } from "../../change/perform/read.js";
import type { Tasks } from "../../schema/provider.js";
import { objectType } from "../../schema/object-type.js";
import type { Resource } from "../../schema/resource.js";
import { validate } from "../../schema/validate.js";
import { valueOfType } from "../../schema/value-of-type.js";
import type { Value, ValueObject } from "../../value/value.js";
import { wireDiagnostics, wirePath } from "../diagnostics.js";
import { effectWarnings } from "../effect-warnings.js";
import { encodeValue } from "../dynamic-value.js";
import { decodeInstance, decodeObject, encodeObject, privateBytes } from "../instance-codec.js";
import { checkerOf, unmetBy } from "./check.js";
import { resourceOf, seenInState, type Answer } from "./context.js";

export const validateResourceConfig: Answer<Tasks> = async (context, request) => {
  const resource = await resourceOf(context, request);
  return {
    diagnostics: wireDiagnostics(
      validate(resource, decodeObject(resource.attributes, request["config"]) ?? {}),
    ),
  };
};

/** Called for every resource of every plan, so it does no more than put the stored JSON into today's shape. */
export const upgradeResourceState: Answer<Tasks> = async (context, request) => {
  const resource = await resourceOf(context, request);
  const { json } = (request["raw_state"] ?? {}) as { readonly json?: Uint8Array };
  const type = objectType(resource.attributes);
  const stored = json === undefined ? null : (JSON.parse(Buffer.from(json).toString("utf8")) as Value);
  return { upgraded_state: { msgpack: encodeValue(valueOfType(stored, type), type) } };
};

export const readResource: Answer<Tasks> = async (context, request, session) => {
  const resource = await resourceOf(context, request);
  const prior = decodeInstance(resource.attributes, request["current_state"], request["private"]);
  if (prior === undefined) return { new_state: request["current_state"] };
  await seenInState(context, String(request["type_name"]), { resource, attributes: prior.attributes });
  const { instance, diagnostics } = await readInstance(
    resource,
    await context.configured.connection(session),
    prior,
  );
  return {
    ...stateOf(resource, "new_state", instance),
    private: privateBytes(instance ?? prior),
    diagnostics: wireDiagnostics(diagnostics),
  };
};

export const planResourceChange: Answer<Tasks> = async (context, request, session) => {
  const resource = await resourceOf(context, request);
  const { attributes } = resource;
  const prior = decodeInstance(attributes, request["prior_state"], request["prior_private"]);
  if (prior !== undefined)
    await seenInState(context, String(request["type_name"]), { resource, attributes: prior.attributes });
  const configuration =
    decodeObject(attributes, request["proposed_new_state"]) === undefined
      ? undefined
      : decodeObject(attributes, request["config"]);
  const proposal =
    configuration === undefined ? undefined : await proposeForeseen(resource, { prior, configuration });
  const decision = decide(resource, { prior, planned: proposal?.planned });
  const diagnostics = [
    ...(proposal?.diagnostics ?? []),
    ...decision.diagnostics,
    ...effectWarnings(resource.type, decision),
    ...(await unmetBy(context, session, {
      resource,
      decision,
      prior,
      planned: proposal?.planned,
    })),
  ];
  return {
    planned_state: encodeObject(attributes, proposal?.planned),
    requires_replace: decision.replacedBy.map((path) => wirePath(path)),
    planned_private: Buffer.from(encodePrivate(prior?.private ?? nothingOwned)),
    diagnostics: wireDiagnostics(diagnostics),
  };
};

export const applyResourceChange: Answer<Tasks> = async (context, request, session) => {
  const resource = await resourceOf(context, request);
  const { attributes } = resource;
  const outcome = await perform(
    {
      resource,
      typeName: String(request["type_name"]),
      prior: decodeInstance(attributes, request["prior_state"], request["planned_private"]),
      planned: decodeObject(attributes, request["planned_state"]),
      configuration: decodeObject(attributes, request["config"]) ?? {},
    },
    {
      connection: await context.configured.connection(session),
      journal: await context.journal(),
      signal: context.stop.signal,
      check: await checkerOf(context, session, "certainly"),
      report: () => undefined,
    },
  );
  const { instance, diagnostics } = outcome;
  return {
    ...stateOf(resource, "new_state", instance),
    ...(instance === undefined ? {} : { private: privateBytes(instance) }),
    diagnostics: wireDiagnostics(diagnostics),
  };
};

export const importResourceState: Answer<Tasks> = async (context, request, session) => {
  const resource = await resourceOf(context, request);
  const instance = await importInstance(
    resource,
    await context.configured.connection(session),
    String(request["id"]),
  );
  return {
    imported_resources: [
      {
        type_name: request["type_name"],
        state: encodeObject(resource.attributes, instance.attributes),
        private: privateBytes(instance),
      },
    ],
  };
};

/** From a legacy name to the short one, or back: the definition is the same, so is the state. */
export const moveResourceState: Answer<Tasks> = async (context, request) => {
  const target = await resourceOf(context, { type_name: request["target_type_name"] });
  const source = await resourceOf(context, { type_name: request["source_type_name"] });
  if (source.type !== target.type)
    return {
      diagnostics: wireDiagnostics([
        { severity: "error", summary: `a ${source.type} can't become a ${target.type}` },
      ]),
    };
  const { json } = (request["source_state"] ?? {}) as { readonly json?: Uint8Array };
  const type = objectType(target.attributes);
  const stored = json === undefined ? null : (JSON.parse(Buffer.from(json).toString("utf8")) as ValueObject);
  return {
    target_state: { msgpack: encodeValue(valueOfType(stored, type), type) },
    target_private: request["source_private"],
  };
};

function stateOf(resource: Resource<Tasks>, name: string, instance: Instance | undefined) {
  return { [name]: encodeObject(resource.attributes, instance?.attributes) };
}
