import { mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

import { Command } from "commander";

import { refuse } from "../../diagnostic/refusal.js";
import type { CommandContext } from "../context.js";
import { withExamples } from "../help/examples.js";
import { failed } from "../with-stacks.js";

/** What a product begins a project with. */
export interface ProjectTemplate {
  /** Texts by file name. A `package.json` that is there already stays; any other file that is there is refused. */
  files(project: string): Readonly<Record<string, string>>;
  /** What is to be installed where a `package.json` was there already. */
  readonly packages: Readonly<Record<string, string>>;
  /** Lines to type, with what they are good for. */
  readonly nextSteps: readonly (readonly [string, string?])[];
}

/** `init`: a project that plans at once. */
export function initCommand(context: CommandContext, template: ProjectTemplate): Command {
  return withExamples(
    new Command("init").description("begin a project in this folder; nothing that is there is overwritten"),
    ["init", "in an empty folder: a project named for it"],
    ["init --name web", "under another name"],
  )
    .option("--name <name>", "the project's name; the folder's if not said")
    .action(async ({ name }: { readonly name?: string }) => {
      try {
        const project = projectName(name ?? basename(context.folder));
        const { written, kept } = await layOut(context.folder, template.files(project));
        context.terminal.write(toldText({ project, written, kept, template }));
        context.exit(0);
      } catch (thrown) {
        context.exit(failed(context, thrown));
      }
    });
}

/** A name that npm takes. */
function projectName(text: string): string {
  const name = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .replaceAll(/^[._-]+|-+$/g, "");
  return name === ""
    ? refuse(`"${text}" makes no name of a project`, { detail: "Say one: --name web" })
    : name;
}

async function layOut(folder: string, files: Readonly<Record<string, string>>) {
  const there = new Set(
    await writing(folder, async () => {
      await mkdir(folder, { recursive: true });
      return readdir(folder);
    }),
  );
  const taken = Object.keys(files).filter((file) => there.has(file));
  const inTheWay = taken.filter((file) => file !== "package.json");
  if (inTheWay.length > 0)
    refuse(`there is a project here already: ${inTheWay.join(", ")}`, {
      detail: "Nothing was written. Begin in an empty folder, or move these files away.",
    });
  const written = Object.keys(files).filter((file) => !there.has(file));
  // Whatever came into being in between is not overwritten either.
  for (const file of written)
    await writing(folder, () => writeFile(join(folder, file), files[file] ?? "", { flag: "wx" }));
  return { written, kept: taken };
}

async function writing<T>(folder: string, work: () => Promise<T>): Promise<T> {
  return work().catch((thrown: NodeJS.ErrnoException) =>
    refuse(`${folder} takes no project: ${thrown.message}`, {
      detail: "Begin in a folder that you may write to.",
    }),
  );
}

interface Told {
  readonly project: string;
  readonly written: readonly string[];
  readonly kept: readonly string[];
  readonly template: ProjectTemplate;
}

function toldText({ project, written, kept, template }: Told): string {
  const packages = Object.entries(template.packages).map(([name, version]) => `${name}@${version}`);
  const install: readonly [string, string?] =
    kept.length === 0
      ? ["npm install"]
      : [`npm install --save-exact ${packages.join(" ")}`, "your package.json stays"];
  const steps = [install, ...template.nextSteps];
  const column = Math.max(...template.nextSteps.map(([step]) => step.length));
  return [
    `${project}  written: ${written.join(", ")}`,
    "",
    "Next:",
    ...steps.map(([step, tells]) =>
      tells === undefined ? `  ${step}` : `  ${step.padEnd(column)}  # ${tells}`,
    ),
    "",
  ].join("\n");
}
