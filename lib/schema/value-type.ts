/** The type of an attribute's value, in the form in which Terraform writes types as JSON. */
export type ValueType =
  | "string"
  | "number"
  | "bool"
  | { readonly list: ValueType }
  | { readonly set: ValueType }
  | { readonly map: ValueType }
  | { readonly object: Readonly<Record<string, ValueType>> };
