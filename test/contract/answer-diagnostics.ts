import type { Diagnostic } from "../../lib/diagnostic/diagnostic.js";
import type { Plain } from "../../lib/terraform/wire/protobuf.js";

/** The diagnostics of an answer on the wire. */
export function diagnosticsIn(answer: Plain): readonly Diagnostic[] {
  return ((answer["diagnostics"] as readonly Plain[] | undefined) ?? []).map(
    ({ severity, summary, detail, attribute }) => {
      const steps = ((attribute as Plain | undefined)?.["steps"] as readonly Plain[] | undefined) ?? [];
      const path = steps.map(
        (step) =>
          (step["attribute_name"] ?? step["element_key_string"] ?? Number(step["element_key_int"] ?? 0)) as
            string | number,
      );
      return {
        severity: severity === 1 ? "error" : "warning",
        summary: summary as string,
        detail: (detail as string | undefined) ?? "",
        path,
      };
    },
  );
}

export function errorsIn(answer: Plain): readonly Diagnostic[] {
  return diagnosticsIn(answer).filter(({ severity }) => severity === "error");
}
