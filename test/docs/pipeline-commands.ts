/** The commands of a job of GitHub's workflow, in their order: each step that runs something has one line. */
export function githubCommands(workflow: string, job: string): readonly string[] {
  return [...jobOf(workflow.split(/^jobs:$/m)[1] ?? "", `  ${job}`).matchAll(/^ +(?:- )?run: (.+)$/gm)].map(
    ([, command]) => command as string,
  );
}

/** The commands of a job of GitLab's pipeline, in their order, those before each script first. */
export function gitlabCommands(pipeline: string, job: string): readonly string[] {
  return [jobOf(pipeline, "default"), jobOf(pipeline, job)].flatMap(scriptOf);
}

function jobOf(text: string, name: string): string {
  const indent = /^ */.exec(name)?.[0] ?? "";
  const start = `\n${text}`.indexOf(`\n${name}:\n`);
  if (start === -1) throw new Error(`there is no job ${name.trim()}`);
  const rest = text.slice(start + name.length + 2);
  const end = rest.search(new RegExp(`^${indent}[a-z]`, "m"));
  return end === -1 ? rest : rest.slice(0, end);
}

function scriptOf(job: string): readonly string[] {
  const block = /^ +(?:before_)?script:\n((?: +- .+\n?)+)/m.exec(job)?.[1] ?? "";
  return [...block.matchAll(/^ +- (.+)$/gm)].map(([, command]) => command as string);
}
