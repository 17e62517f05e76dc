import { error, type Diagnostic } from "../diagnostic/diagnostic.js";
import { diagnosticsOf } from "../diagnostic/refusal.js";
import type { Path } from "../value/path.js";
import type { Plain } from "./wire/protobuf.js";

/** Diagnostics as Terraform reads them. */
export function wireDiagnostics(diagnostics: readonly Diagnostic[]): readonly Plain[] {
  return diagnostics.map(({ severity, summary, detail = "", path }) => ({
    severity: severity === "error" ? 1 : 2,
    summary,
    detail,
    ...(path === undefined || path.length === 0 ? {} : { attribute: wirePath(path) }),
  }));
}

export function wirePath(path: Path): Plain {
  return {
    steps: path.map((step, index) =>
      typeof step === "number"
        ? { element_key_int: step }
        : isMapKey(path, index)
          ? { element_key_string: step }
          : { attribute_name: step },
    ),
  };
}

/** A slot's name is a key of a map, not an attribute: it ends in a number and stands second. */
function isMapKey(path: Path, index: number): boolean {
  return index === 1 && /^[a-z]+\d+$/.test(String(path[1]));
}

/** What to answer for anything thrown: a refusal in its own words, a bug with where to report it. */
export function thrownDiagnostics(thrown: unknown): readonly Plain[] {
  const told = diagnosticsOf(thrown);
  const isBug = thrown instanceof TypeError || thrown instanceof RangeError;
  return wireDiagnostics(
    isBug
      ? told.map(({ summary }) =>
          error(`this is a bug in the provider: ${summary}`, { detail: thrown.stack ?? "" }),
        )
      : told,
  );
}
