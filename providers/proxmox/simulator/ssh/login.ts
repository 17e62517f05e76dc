import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";

import ssh2, { type AuthContext, type ParsedKey } from "ssh2";

import { filesOf, type OnNode } from "./files.js";
import { findSystemUser, isSystemPassword, type SystemUser } from "./system-users.js";

/** Lets in who knows a password or has a key; answers who it is. */
export async function login(on: OnNode, context: AuthContext): Promise<SystemUser | undefined> {
  const { world } = on;
  const user = findSystemUser(world, context.username);
  switch (context.method) {
    case "password":
      if (user !== undefined && isSystemPassword(world, user, context.password)) return user;
      // Guessing passwords is made slow.
      await world.clock.sleep(2000);
      return undefined;
    case "publickey": {
      const key = user === undefined ? undefined : keysOf(on, user).find(sameAs(context.key.data));
      if (key === undefined) return undefined;
      const { signature, blob, hashAlgo } = context;
      // A client may ask first whether a key would do.
      if (signature === undefined || blob === undefined) return user;
      return key.verify(blob, signature, hashAlgo) ? user : undefined;
    }
    case "none":
    case "hostbased":
    case "keyboard-interactive":
      return undefined;
  }
}

/** Those that the world knows, and those that the user wrote into the file. */
function keysOf(on: OnNode, user: SystemUser): readonly ParsedKey[] {
  const file = filesOf(on, user).real(posix.join(user.home, ".ssh/authorized_keys"), "read");
  const written = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  return [...user.authorizedKeys, ...written].flatMap((line) => {
    const parsed = line.trim() === "" ? new Error() : ssh2.utils.parseKey(line.trim());
    return parsed instanceof Error ? [] : [parsed].flat();
  });
}

const sameAs = (data: Buffer) => (key: ParsedKey) => key.getPublicSSH().equals(data);
