import type { Section } from "../section.js";

/** A storage of the cluster, as storage.cfg has it. */
export interface Storage {
  /** `dir`, `nfs`, `lvmthin`, ... */
  readonly type: string;
  config: Section;
}
