/** The kinds of guests, as the API's paths name them. */
export type GuestKind = "qemu" | "lxc";

/** Which guest, and where it is. */
export interface Target {
  readonly kind: GuestKind;
  readonly node: string;
  readonly vmid: number;
}

/** The parts of a guest's path, and nothing else that is known of it. */
export function at({ node, vmid }: Target): { readonly node: string; readonly vmid: number } {
  return { node, vmid };
}

/** What a person calls guests of a kind. */
export const kindNames: Readonly<Record<GuestKind, string>> = {
  qemu: "virtual machine",
  lxc: "container",
};
