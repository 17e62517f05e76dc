/** What users import: a file in `dist`, and the source that it is made of. */
export interface Entry {
  readonly name: string;
  readonly source: string;
  /** The fork of cdktf has the same classes under another name. */
  readonly framework: "cdktf" | "cdktn";
}

const constructs = "providers/proxmox/index";
const testing = "providers/proxmox/testing/index";

/** The simulator comes first, since the tests' entry opens it. */
export const entries: readonly Entry[] = [
  { name: "simulator", source: "providers/proxmox/simulator/index", framework: "cdktf" },
  { name: "index", source: constructs, framework: "cdktf" },
  { name: "cdktn", source: constructs, framework: "cdktn" },
  { name: "testing", source: testing, framework: "cdktf" },
  { name: "cdktn-testing", source: testing, framework: "cdktn" },
];
