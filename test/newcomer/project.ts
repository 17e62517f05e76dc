import type { Framework } from "./terraform-commands.js";

/** The files of cdktf's own template for TypeScript, as far as they matter. */
export const template = {
  settings: {
    language: "typescript",
    app: "npx ts-node main.ts",
    projectId: "newcomer",
    sendCrashReports: "false",
  },
  compiler: {
    compilerOptions: {
      target: "ES2018",
      module: "CommonJS",
      lib: ["es2018"],
      strict: true,
      noEmitOnError: true,
      skipLibCheck: true,
      declaration: true,
      resolveJsonModule: true,
    },
    include: ["**/*.ts"],
    exclude: ["node_modules", "cdktf.out"],
  },
} as const;

/** What somebody imports who uses a framework. */
export function packageFor(framework: Framework): string {
  return framework === "cdktf" ? "pve-cdk" : "pve-cdk/cdktn";
}

/** Two stacks, one of which uses what the other made. */
export function programOf(framework: Framework): string {
  return `import { App } from "${framework}";
import { Pool, ProxmoxStack, VirtualMachine } from "${packageFor(framework)}";

const app = new App();
const network = new ProxmoxStack(app, "network");
const pool = new Pool(network, "pool", { poolId: "web" });

new VirtualMachine(new ProxmoxStack(app, "web"), "web", {
  node: "pve1",
  pool,
  cores: 2,
  memory: "1 GiB",
  disks: { scsi0: { storage: "local", size: "1 GiB" } },
  network: { net0: { bridge: "vmbr0" } },
  allowDataLoss: true,
});

app.synth();
`;
}
