/** Guests that are there from the beginning: one, or as many alike as are wanted. */
export interface NewGuests {
  /** Virtual machines if not said. */
  readonly kind?: "qemu" | "lxc";
  /** How many; one if not said. */
  readonly count?: number;
  /** The number of the first one, whom the others follow; the next free one if not said. */
  readonly vmid?: number;
  /** Where they are; in turns on all nodes if not said. */
  readonly node?: string;
  /** Whether they run; not if not said. */
  readonly running?: boolean;
  /**
   * What POST /nodes/{node}/qemu (or lxc) takes beside the number: `{ cores: 2, scsi0: "local:8" }`. Containers of whom no
   * `ostemplate` is said are made of one that is there for that.
   */
  readonly config?: Readonly<Record<string, string | number>>;
}

/** What is there when a simulation begins, beside nodes, `local`, `vmbr0` and root: made over the API, in this order. */
export interface Building {
  /** By name, what POST /storage takes: `{ fast: { type: "dir", path: "/mnt/fast", content: "images" } }`. */
  readonly storages?: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
  /** By volume id, text or a number of bytes that take no room: `{ "local:iso/debian.iso": 700_000_000 }`; on all nodes. */
  readonly files?: Readonly<Record<string, string | number>>;
  readonly guests?: readonly NewGuests[];
}
