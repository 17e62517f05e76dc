import type { TerraformProviderGeneratorMetadata } from "cdktf";

import type { Shape } from "./terraform-names.js";

/** What a generated class knows about its type. */
export interface GeneratedType {
  /** `proxmox_vm`. */
  readonly terraformType: string;
  readonly provider: { readonly name: string; readonly version: string };
  readonly shape: Shape;
}

/** The type as cdktf takes it. */
export function elementOf({ terraformType, provider: { name, version } }: GeneratedType): {
  readonly terraformResourceType: string;
  readonly terraformGeneratorMetadata: TerraformProviderGeneratorMetadata;
} {
  return {
    terraformResourceType: terraformType,
    terraformGeneratorMetadata: {
      providerName: name,
      providerVersion: version,
      providerVersionConstraint: version,
    },
  };
}
