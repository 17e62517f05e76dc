import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { currentNames } from "../../providers/proxmox/catalog.js";
import { currentDataSources } from "../../providers/proxmox/data-source-catalog.js";
import { terraformFolder } from "../terraform/terraform.js";

const examples = join(import.meta.dirname, "../../examples");
const filesOf = (folder: string) => readdirSync(join(examples, folder)).sort();

describe("the reference pages", () => {
  it("have an example of each resource and data source, and of nothing else", () => {
    const named = (names: readonly string[]) => names.map((name) => `${name.replace("proxmox_", "")}.tf`);
    expect(filesOf("resources")).toEqual(named(currentNames).sort());
    expect(filesOf("data-sources")).toEqual(named(currentDataSources).sort());
  });

  it(
    "have examples that the real terraform finds valid and well laid out",
    { timeout: 240_000 },
    async () => {
      const terraform = await terraformFolder({});
      try {
        for (const folder of ["provider", "resources", "data-sources"])
          for (const file of filesOf(folder))
            await terraform.write(`${folder}-${file}`, readFileSync(join(examples, folder, file), "utf8"));
        for (const words of [["fmt", "-check", "-diff"], ["init"], ["validate"]]) {
          const ran = await terraform.run(...words, "-no-color");
          expect(ran).toEqual({ code: 0, text: ran.text });
        }
      } finally {
        await terraform.remove();
      }
    },
  );
});
