export const frameworks = ["cdktf", "cdktn"] as const;

export type Framework = (typeof frameworks)[number];

/** How two stacks, `network` and `web`, meet Terraform. */
export interface TerraformCommands {
  readonly synth: string;
  readonly deploy: string;
  readonly diff: string;
  readonly destroy: string;
}

/** The versions of Node that the command lines run on: cdktf's has a native part that ends with 22, its fork's asks for what 20 lacks. */
const nodeOf: Readonly<Record<Framework, readonly [least: number, most: number]>> = {
  cdktf: [20, 22],
  cdktn: [22, Infinity],
};

/** Whether the framework's own command line runs on this Node. */
export function hasCommandLine(framework: Framework): boolean {
  const [least, most] = nodeOf[framework];
  const present = Number(process.versions.node.split(".")[0]);
  return present >= least && present <= most;
}

/** By the framework's command line where it runs, else by terraform itself. */
export function terraformCommands(framework: Framework): TerraformCommands {
  return hasCommandLine(framework)
    ? {
        synth: `npx ${framework} synth`,
        deploy: `npx ${framework} deploy network web --auto-approve`,
        diff: `npx ${framework} diff web`,
        destroy: `npx ${framework} destroy network web --auto-approve`,
      }
    : {
        synth: "npx ts-node main.ts",
        deploy: inStacks("network web", "apply -auto-approve"),
        diff: inStacks("web", "plan"),
        destroy: inStacks("web network", "destroy -auto-approve"),
      };
}

function inStacks(names: string, words: string): string {
  return `for stack in ${names}; do (cd cdktf.out/stacks/$stack && terraform init && terraform ${words}) || exit 1; done`;
}
