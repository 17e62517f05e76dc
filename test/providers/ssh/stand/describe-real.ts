import { describeWith } from "../../../simulator/clients/program.js";

/** Tests with the real OpenSSH, which needs to make users of this machine. */
export function describeReal(name: string, tests: () => void): void {
  const needed =
    "test $(id -u) = 0 && command -v /usr/sbin/sshd ssh-agent ssh-keygen useradd chpasswd sudo microsocks";
  describeWith(name, ["sh", "-c", needed], tests);
}
