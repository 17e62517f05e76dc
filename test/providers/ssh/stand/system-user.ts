import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";

import { sudoRules } from "../../../docs/sudo-rules.js";
import { secretMarker } from "../../../secrets/secret-marker.js";

/** A user of this machine, for as long as a test needs one. */
export interface SystemUser {
  readonly name: string;
  readonly password: string;
  /** What the user may do as root without a password; `USER` in the lines stands for the name. */
  allow(...sudoers: readonly string[]): void;
  remove(): void;
}

/** The lines that the guide has for a user who is not root. */
export const sudoersOfTheGuide = sudoRules("USER");

/** Makes a user, as the guide says: `useradd -m`. */
export function systemUser({ shell }: { readonly shell?: string } = {}): SystemUser {
  const name = `terraform-${randomBytes(4).toString("hex")}`;
  const password = secretMarker("system-user");
  const sudoers = `/etc/sudoers.d/${name}`;
  execFileSync("useradd", ["-m", ...(shell === undefined ? [] : ["-s", shell]), name]);
  execFileSync("chpasswd", { input: `${name}:${password}` });
  return {
    name,
    password,
    allow: (...lines) =>
      writeFileSync(sudoers, `${lines.join("\n").replaceAll("USER", name)}\n`, { mode: 0o440 }),
    remove: () => {
      rmSync(sudoers, { force: true });
      execFileSync("userdel", ["-rf", name], { stdio: "ignore" });
    },
  };
}
