import type { Call } from "../call.js";
import { ApiFailure, fail, parameterFailure } from "../failure.js";
import { systemPassword, systemUsers } from "../ssh/system-users.js";
import type { World } from "../world.js";

export function isPassword(world: World, user: string, password: string): boolean {
  const known = world.users.get(user)?.password ?? systemPassword(world, user);
  return known !== undefined && known === password;
}

/** Refuses a password for somebody whose realm can't keep it. */
export function assertKeepsPassword(world: World, userid: string): void {
  const at = userid.lastIndexOf("@");
  const [name, realm] = [userid.slice(0, at), userid.slice(at + 1)];
  const type = world.realms.get(realm)?.["type"];
  if (type === undefined) fail(`auth domain '${realm}' does not exist`);
  if (type === "pam" && !systemUsers(world).some((user) => user.name === name))
    fail(`change password failed: user '${name}' does not exist`);
  if (type !== "pam" && type !== "pve") fail(`can't set password on auth type '${type}'`);
}

/** Who changes how somebody logs in says the own password again; only root needs not, and nobody else changes root. */
export function proveSelf({ world, user, parameters }: Call, parameter: string): void {
  if (user === "root@pam") return;
  if (parameters["userid"] === "root@pam") throw new ApiFailure(403, "Permission check failed");
  const password = parameters[parameter];
  if (password === undefined) throw parameterFailure({ [parameter]: "password is required to modify user" });
  if (!isPassword(world, user, String(password))) fail("invalid credentials");
}
