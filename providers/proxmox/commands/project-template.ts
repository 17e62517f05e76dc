import type { ProjectTemplate } from "../../../lib/cli/commands/init.js";
import { version } from "../version.js";

/** Exact versions that a new project begins with; a test holds them against what this one is tested with. */
const packages = {
  "pve-cdk": version,
  cdktf: "0.21.0",
  constructs: "10.7.2",
  tsx: "4.23.15",
  typescript: "6.0.3",
  "@types/node": "20.19.43",
};

const json = (content: object) => `${JSON.stringify(content, undefined, 2)}\n`;

const main = `import { App } from "cdktf";
import { ProxmoxStack, VirtualMachine } from "pve-cdk";

const app = new App();
const stack = new ProxmoxStack(app, "PROJECT"); // endpoint and credentials come from PROXMOX_VE_*

new VirtualMachine(stack, "first", {
  node: "pve1", // a node of yours
  cores: 1,
  memory: "512 MiB",
  disks: { scsi0: { storage: "local", size: "4 GiB" } }, // a storage of yours that takes disk images
  network: { net0: { bridge: "vmbr0" } },
});

app.synth();
`;

const ignored = `node_modules/
cdktf.out/
.terraform/

# What was made, secrets in clear: not for a repository. Keep it where all who apply reach it.
*.tfstate
*.tfstate.*
*.journal
.*.engine-lock
plan.json
`;

/** A project with one small machine, for a person's shell and for a pipeline. */
export const projectTemplate: ProjectTemplate = {
  packages,
  files: (project) => ({
    "package.json": json({
      name: project,
      private: true,
      type: "module",
      scripts: {
        plan: "pve-cdk plan",
        apply: "pve-cdk apply",
        destroy: "pve-cdk destroy",
        validate: "pve-cdk validate",
        simulator: "pve-cdk simulator",
      },
      dependencies: packages,
    }),
    "tsconfig.json": json({
      compilerOptions: {
        target: "es2022",
        module: "nodenext",
        types: ["node"],
        strict: true,
        skipLibCheck: true,
        noEmit: true,
      },
      include: ["*.ts"],
    }),
    "cdktf.json": json({
      language: "typescript",
      app: "npx tsx main.ts",
      projectId: project,
      sendCrashReports: "false",
    }),
    "main.ts": main.replace("PROJECT", project),
    ".gitignore": ignored,
  }),
  nextSteps: [
    ["npx pve-cdk simulator", "one to play with, in another shell"],
    ["export PROXMOX_VE_ENDPOINT=https://pve.example.com:8006", "or your own"],
    ["export PROXMOX_VE_API_TOKEN='user@realm!name=secret'"],
    ["npx pve-cdk plan", "what would be made"],
    ["npx pve-cdk apply", "make it, and keep its *.tfstate"],
  ],
};
