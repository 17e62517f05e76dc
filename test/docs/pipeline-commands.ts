import { parse } from "yaml";

interface Step {
  readonly run?: string;
}

interface GithubWorkflow {
  readonly jobs: Readonly<Record<string, { readonly steps?: readonly Step[] }>>;
}

interface GitlabJob {
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
}

/** The commands of a job of a workflow of GitHub's, in their order. */
export function githubCommands(workflow: string, job: string): readonly string[] {
  const { jobs } = parse(workflow) as GithubWorkflow;
  const { steps = [] } = jobs[job] ?? missing(job);
  return steps.flatMap(({ run }) => (run === undefined ? [] : run.trim().split("\n")));
}

/** The commands of a job of GitLab's pipeline, in their order, those before each script first. */
export function gitlabCommands(pipeline: string, job: string): readonly string[] {
  const jobs = parse(pipeline) as Readonly<Record<string, GitlabJob>>;
  const { script = [] } = jobs[job] ?? missing(job);
  return [...(jobs["default"]?.before_script ?? []), ...script];
}

function missing(job: string): never {
  throw new Error(`there is no job ${job}`);
}
