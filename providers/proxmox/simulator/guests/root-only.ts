import type { Call, Handler, Routes } from "../call.js";
import { parameterFailure } from "../failure.js";

/** Per route, the parameters that only root@pam itself may give, not even its tokens. */
export type Reserved = Readonly<Record<string, readonly string[]>>;

/** The same methods, refusing what is root's before anything else. */
export function guardingReserved(reserved: Reserved, routes: Routes): Routes {
  return Object.fromEntries(
    Object.entries(routes).map(([route, handler]) => [route, guarding(handler, reserved[route] ?? [])]),
  );
}

function guarding(handler: Handler, names: readonly string[]): Handler {
  return (call: Call) => {
    const given = names.find((name) => !["", "0"].includes(String(call.parameters[name] ?? "")));
    if (given !== undefined && call.user !== "root@pam")
      throw parameterFailure({ [given]: "Only root may use this option." });
    return handler(call);
  };
}
