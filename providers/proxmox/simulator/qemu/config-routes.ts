import type { Routes } from "../call.js";
import { fail } from "../failure.js";
import { onGuest, type GuestHandler } from "../guests/on.js";
import { changeConfiguration, guestDigest } from "./change.js";
import type { Configuration, Guest, Pending } from "../guests/guest.js";
import { shownValue } from "./rewrite.js";

const base = "/nodes/{node}/qemu/{vmid}";
const on = (handler: GuestHandler) => onGuest("qemu", handler);

/** The configuration, what waits in it, and the cloud-init drive made of it. */
export const configRoutes: Routes = {
  [`GET ${base}/config`]: on((call, _vmid, guest) => ({
    ...shown(
      Number(call.parameters["current"] ?? 0) === 1 ? guest.config : withPending(guest.config, guest.pending),
    ),
    ...(guest.lock === undefined ? {} : { lock: guest.lock }),
    digest: guestDigest(guest),
  })),
  [`GET ${base}/pending`]: on((_call, _vmid, guest) => pendingRows(guest)),
  [`PUT ${base}/config`]: on((call, vmid, guest) => {
    changeConfiguration(call, vmid, guest);
    return null;
  }),
  [`POST ${base}/config`]: on((call, vmid, guest) => {
    const { digest } = call.parameters;
    if (digest !== undefined && digest !== guestDigest(guest))
      fail("checksum mismatch (file change by other user?)");
    return call.world.tasks.run({ node: guest.node, type: "qmconfig", id: vmid, user: call.user }, async () =>
      changeConfiguration(call, vmid, guest),
    );
  }),
  [`PUT ${base}/cloudinit`]: on(() => null),
  [`GET ${base}/cloudinit`]: on(() => []),
};

function shown(config: Configuration): Readonly<Record<string, string | number>> {
  return Object.fromEntries(Object.entries(config).map(([key, stored]) => [key, shownValue(key, stored)]));
}

function withPending(config: Configuration, pending: Pending): Configuration {
  const kept = Object.entries(config).filter(
    ([key]) => !(key in pending && "remove" in (pending[key] as object)),
  );
  return Object.fromEntries([
    ...kept,
    ...Object.entries(pending).flatMap(([key, change]) =>
      "value" in change ? [[key, change.value] as const] : [],
    ),
  ]);
}

function pendingRows(guest: Guest): readonly unknown[] {
  const keys = [...new Set([...Object.keys(guest.config), ...Object.keys(guest.pending)])];
  const rows = keys.map((key) => {
    const [stored, change] = [guest.config[key], guest.pending[key]];
    return {
      key,
      ...(stored === undefined ? {} : { value: shownValue(key, stored) }),
      ...(change === undefined
        ? {}
        : "value" in change
          ? { pending: shownValue(key, change.value) }
          : { delete: 1 }),
    };
  });
  return [...rows, { key: "digest", value: guestDigest(guest) }];
}
