import { error } from "../../../../lib/diagnostic/diagnostic.js";
import type { Given } from "../../settings/given.js";
import type { Report } from "../../settings/report.js";
import { ticketOf, type Ticket } from "./ticket.js";

/** Reads the whole answer of a login: `{"data":{"ticket":...,"CSRFPreventionToken":...}}`. */
export function payloadOf(given: Given<string>, report: Report): Ticket | undefined {
  const { from, path } = given;
  const { ticket: value, CSRFPreventionToken: csrfToken } = dataOf(given.value);
  if (typeof value !== "string" || typeof csrfToken !== "string") {
    report(
      error(`${from} is not the answer to a login`, {
        path,
        detail:
          'It is the whole JSON that POST /access/ticket answers: {"data":{"ticket":"PVE:...","CSRFPreventionToken":"...",...}}.',
      }),
    );
    return undefined;
  }
  return ticketOf({ ...given, value, csrfToken }, report);
}

function dataOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed = JSON.parse(text) as { readonly data?: Readonly<Record<string, unknown>> } | null;
    return parsed?.data ?? {};
  } catch {
    return {};
  }
}
