import type { Attributes, Facts } from "../../../../../lib/schema/attribute.js";
import type { Change, Work } from "../../../../../lib/schema/resource.js";
import type { Path } from "../../../../../lib/value/path.js";
import type { ValueObject } from "../../../../../lib/value/value.js";
import type { Connection } from "../../../connection.js";
import type { Configuration, GuestConfiguration } from "./configuration.js";
import type { GuestChange } from "./guest-change.js";
import type { GuestWish } from "./guest-wish.js";
import type { GuestKind, Target } from "./target.js";

/** What a guest shall be that is not made as a copy of another. */
export interface NewGuest extends GuestWish {
  readonly node: string;
}

/** What is particular to one kind of guest; everything else is the same for all. */
export interface GuestType {
  readonly kind: GuestKind;
  readonly attributes: Attributes;
  /** The attribute that holds its name; PVE's parameter is called the same. */
  readonly name: string;
  /** Its tasks that make a guest, and that copy one, as PVE names them. */
  readonly tasks: { readonly make: string; readonly copy: string };
  /** What a configuration says, in the shape of the attributes. */
  attributesOf(configuration: Configuration): ValueObject;
  /** What planning must know beside the attributes. */
  factsOf(configuration: GuestConfiguration): Facts;
  /** The attribute that stands for a key of PVE's configuration; undefined for a key of nobody's. */
  pathOf(key: string, configuration: Configuration): Path | undefined;
  /** Makes a new guest and answers its number. */
  make(work: Work<Connection>, wish: NewGuest): Promise<number>;
  /** Brings a standing guest's configuration, volumes and kind to what is planned; its power is not touched. */
  change(work: Work<Connection>, target: Target, wish: GuestChange): Promise<void>;
  /** Whether one of the changes can be made only while the guest is down. */
  stopsFor(changes: readonly Change[], wish: Pick<GuestChange, "planned" | "found">): boolean;
}
