import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import ts from "typescript";
import { describe, expect, it } from "vitest";

const folder = join(import.meta.dirname, "../../../providers/proxmox/constructs");

interface Prop {
  readonly name: string;
  readonly told: string;
}

/** The optional properties of all interfaces that users write, with what is told of each. */
const optional = readdirSync(folder).flatMap((file) => {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(folder, file), "utf8"),
    ts.ScriptTarget.ES2022,
    true,
  );
  return source.statements
    .filter((each) => ts.isInterfaceDeclaration(each))
    .flatMap(({ name: owner, members }) =>
      members
        .filter((member) => ts.isPropertySignature(member) && member.questionToken !== undefined)
        .map((member): Prop => ({
          name: `${owner.text}.${member.name?.getText() ?? ""}`,
          told: ts
            .getJSDocCommentsAndTags(member)
            .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "")
            .join(" "),
        })),
    );
});

describe("what may be left out of a construct's props", () => {
  it("says what happens then", () => {
    expect(optional.length).toBeGreaterThan(80);
    expect(optional.filter(({ told }) => !/\bif (?:not said|nothing is said)\b/.test(told))).toEqual([]);
  });
});
