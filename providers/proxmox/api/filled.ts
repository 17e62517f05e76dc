import type { Parameters } from "./parameters.js";

/** A call whose path is filled in, and the parameters that are left to send. */
export interface Filled {
  readonly path: string;
  readonly parameters: Parameters;
}

/** Puts parameters into the path that names them: `/nodes/{node}/qemu/{vmid}`. */
export function filled(template: string, parameters: Parameters): Filled {
  if (!template.includes("{")) return { path: template, parameters };
  const rest: Record<string, Parameters[string]> = { ...parameters };
  const path = template.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = parameters[name];
    if (typeof value !== "string" && typeof value !== "number") throw new Error(`${template} needs ${name}`);
    delete rest[name];
    return encodeURIComponent(value);
  });
  return { path, parameters: rest };
}
