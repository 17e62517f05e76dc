import type { Field, Message } from "./protobuf.js";

const string = (number: number): Field => ({ number, kind: "string" });
const bytes = (number: number): Field => ({ number, kind: "bytes" });
const bool = (number: number): Field => ({ number, kind: "bool" });
const int = (number: number): Field => ({ number, kind: "int" });
const of = (number: number, message: () => Message): Field => ({ number, kind: "message", message });
const many = (number: number, message: () => Message): Field => ({
  number,
  kind: "message",
  message,
  repeated: true,
});
const map = (number: number, message: () => Message): Field => ({ number, kind: "map", message });

const nothing: Message = {};
const dynamicValue: Message = { msgpack: bytes(1), json: bytes(2) };
const step: Message = { attribute_name: string(1), element_key_string: string(2), element_key_int: int(3) };
const attributePath: Message = { steps: many(1, () => step) };
const diagnostic: Message = {
  severity: int(1),
  summary: string(2),
  detail: string(3),
  attribute: of(4, () => attributePath),
};
const rawState: Message = { json: bytes(1) };
const serverCapabilities: Message = {
  plan_destroy: bool(1),
  get_provider_schema_optional: bool(2),
  move_resource_state: bool(3),
};
const clientCapabilities: Message = { deferral_allowed: bool(1), write_only_attributes_allowed: bool(2) };
const typeName: Message = { type_name: string(1) };

const attribute: Message = {
  name: string(1),
  type: bytes(2),
  description: string(3),
  required: bool(4),
  optional: bool(5),
  computed: bool(6),
  sensitive: bool(7),
  description_kind: int(8),
  deprecated: bool(9),
  nested_type: of(10, () => object),
  write_only: bool(11),
};
const object: Message = { attributes: many(1, () => attribute), nesting: int(3) };
const nestedBlock: Message = {
  type_name: string(1),
  block: of(2, () => block),
  nesting: int(3),
  min_items: int(4),
  max_items: int(5),
};
const block: Message = {
  version: int(1),
  attributes: many(2, () => attribute),
  block_types: many(3, () => nestedBlock),
  description: string(4),
  description_kind: int(5),
  deprecated: bool(6),
};
/** A resource's or the provider's schema; also encoded alone, ahead of time. */
export const schemaMessage: Message = { version: int(1), block: of(2, () => block) };

const value = (number: number) => of(number, () => dynamicValue);
const diagnostics = (number: number) => many(number, () => diagnostic);
const capabilities = (number: number) => of(number, () => clientCapabilities);

/** The calls of Terraform's provider protocol, version 6: what is asked and what is answered. */
export const calls = {
  GetMetadata: {
    request: nothing,
    response: {
      server_capabilities: of(1, () => serverCapabilities),
      diagnostics: diagnostics(2),
      data_sources: many(3, () => typeName),
      resources: many(4, () => typeName),
    },
  },
  GetProviderSchema: {
    request: nothing,
    response: {
      provider: of(1, () => schemaMessage),
      resource_schemas: map(2, () => schemaMessage),
      data_source_schemas: map(3, () => schemaMessage),
      diagnostics: diagnostics(4),
      server_capabilities: of(6, () => serverCapabilities),
    },
  },
  ValidateProviderConfig: { request: { config: value(1) }, response: { diagnostics: diagnostics(2) } },
  ValidateResourceConfig: {
    request: { type_name: string(1), config: value(2), client_capabilities: capabilities(3) },
    response: { diagnostics: diagnostics(1) },
  },
  ValidateDataResourceConfig: {
    request: { type_name: string(1), config: value(2) },
    response: { diagnostics: diagnostics(1) },
  },
  UpgradeResourceState: {
    request: { type_name: string(1), version: int(2), raw_state: of(3, () => rawState) },
    response: { upgraded_state: value(1), diagnostics: diagnostics(2) },
  },
  ConfigureProvider: {
    request: { terraform_version: string(1), config: value(2), client_capabilities: capabilities(3) },
    response: { diagnostics: diagnostics(1) },
  },
  ReadResource: {
    request: {
      type_name: string(1),
      current_state: value(2),
      private: bytes(3),
      client_capabilities: capabilities(5),
    },
    response: { new_state: value(1), diagnostics: diagnostics(2), private: bytes(3) },
  },
  ReadDataSource: {
    request: { type_name: string(1), config: value(2), client_capabilities: capabilities(4) },
    response: { state: value(1), diagnostics: diagnostics(2) },
  },
  PlanResourceChange: {
    request: {
      type_name: string(1),
      prior_state: value(2),
      proposed_new_state: value(3),
      config: value(4),
      prior_private: bytes(5),
      client_capabilities: capabilities(7),
    },
    response: {
      planned_state: value(1),
      requires_replace: many(2, () => attributePath),
      planned_private: bytes(3),
      diagnostics: diagnostics(4),
    },
  },
  ApplyResourceChange: {
    request: {
      type_name: string(1),
      prior_state: value(2),
      planned_state: value(3),
      config: value(4),
      planned_private: bytes(5),
    },
    response: { new_state: value(1), private: bytes(2), diagnostics: diagnostics(3) },
  },
  ImportResourceState: {
    request: { type_name: string(1), id: string(2), client_capabilities: capabilities(3) },
    response: {
      imported_resources: many(1, () => ({ type_name: string(1), state: value(2), private: bytes(3) })),
      diagnostics: diagnostics(2),
    },
  },
  MoveResourceState: {
    request: {
      source_provider_address: string(1),
      source_type_name: string(2),
      source_schema_version: int(3),
      source_state: of(4, () => rawState),
      target_type_name: string(5),
      source_private: bytes(6),
    },
    response: { target_state: value(1), diagnostics: diagnostics(2), target_private: bytes(3) },
  },
  StopProvider: { request: nothing, response: { Error: string(1) } },
} as const satisfies Readonly<Record<string, { readonly request: Message; readonly response: Message }>>;

export type CallName = keyof typeof calls;
