import { ComplexMap, type ComplexObject, type IInterpolatingParent } from "cdktf";

import type { ObjectClass } from "./object-list.js";

/** Objects that others refer to by key: `cdrom.get("ide2").fileId`. */
export class ObjectMap<T extends ComplexObject> extends ComplexMap {
  readonly #element: ObjectClass<T>;

  constructor(
    parent: IInterpolatingParent,
    { attribute, element }: { readonly attribute: string; readonly element: ObjectClass<T> },
  ) {
    super(parent, attribute);
    this.#element = element;
  }

  get(key: string): T {
    return new this.#element(this.terraformResource, this.terraformAttribute, false, JSON.stringify(key));
  }
}
