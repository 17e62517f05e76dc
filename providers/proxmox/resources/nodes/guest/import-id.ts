import type { ImportId } from "../../../../../lib/schema/import-id.js";

/** A guest is imported by its number: nothing else of it lasts. */
export const guestImportId: ImportId = {
  form: "{vmid}",
  example: "100",
  parse: (id) => (/^\d+$/.test(id) ? { vmid: Number(id) } : undefined),
};
