import { ComplexList, type ComplexObject, type IInterpolatingParent } from "cdktf";

/** What a class of generated references to an object is made with. */
export type ObjectClass<T extends ComplexObject> = new (
  parent: IInterpolatingParent,
  attribute: string,
  ...place: [isFromSet: boolean, index?: string | number]
) => T;

export interface ObjectsAt<T extends ComplexObject> {
  readonly attribute: string;
  readonly element: ObjectClass<T>;
  /** The attribute is a set; elements are referred to in the order that Terraform gives it. */
  readonly isSet: boolean;
}

/** A list of objects that others refer to by position: `vms.get(0).name`. */
export class ObjectList<T extends ComplexObject> extends ComplexList {
  readonly #element: ObjectClass<T>;

  constructor(parent: IInterpolatingParent, { attribute, element, isSet }: ObjectsAt<T>) {
    super(parent, attribute, isSet);
    this.#element = element;
  }

  get(index: number): T {
    return new this.#element(this.terraformResource, this.terraformAttribute, this.wrapsSet, index);
  }
}
