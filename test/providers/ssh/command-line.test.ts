import { execFileSync } from "node:child_process";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { commandLine } from "../../../providers/proxmox/ssh/quote.js";
import { describeWith } from "../../simulator/clients/program.js";

/** Names that people give files, and names that somebody gives them who means harm. */
const names = [
  "user data.yaml",
  "it's.yaml",
  "$(touch /tmp/pwned)`id`.yaml",
  "a;b|c&d>e<f.yaml",
  "back\\slash\\",
  "\\'",
  "!history!!",
  "'; rm -rf / #",
  '"quoted" $HOME ~ ~root {a,b} [a-z]* ?',
  "~",
  "=ls",
  "%self",
  "-rf",
  "größe-文件.yaml",
  "^a^b",
  "",
];

for (const shell of ["sh", "bash", "dash", "zsh", "fish", "tcsh"])
  describeWith(`a command line, to ${shell}`, [shell, "-c", "exit 0"], () => {
    const words = (given: readonly string[]) =>
      execFileSync(shell, ["-c", commandLine(["printf", "%s\\n", ...given])], {
        encoding: "utf8",
        env: { PATH: process.env["PATH"], LC_ALL: "C.UTF-8", HOME: "/nonexistent" },
        stdio: ["ignore", "pipe", "ignore"],
      })
        .split("\n")
        .slice(0, -1);

    it("is the words that it was made of, whatever they hold", () => {
      expect(words(names)).toEqual(names);
    });

    it("is the words for any words", () => {
      const word = fc.string({
        unit: fc.constantFrom(..."ab '\"\\!$`~*?[]{}()<>|&;#=%^@:,.+-/é".split("")),
        maxLength: 12,
      });
      fc.assert(
        fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), (given) => {
          expect(words(given)).toEqual(given);
        }),
        { numRuns: 25 },
      );
    });
  });

describe("a command line", () => {
  it.each(["line\nbreak", "carriage\rreturn", "\u0000", "escape\u001b[0m"])(
    "takes no control characters: %j",
    (word) => {
      expect(() => commandLine(["tee", word])).toThrow("control character");
    },
  );

  it("leaves plain words as they are, so that logs stay readable", () => {
    expect(commandLine(["sudo", "-n", "/usr/bin/tee", "/var/lib/vz/snippets/web-1.user_data.yaml"])).toBe(
      "sudo -n /usr/bin/tee /var/lib/vz/snippets/web-1.user_data.yaml",
    );
  });
});
