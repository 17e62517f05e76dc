import { strict as assert } from "node:assert";
import { join } from "node:path";

import type { Folder } from "./folder.js";
import type { SimulatorProcess } from "./simulator.js";

type Run = (command: string, environment: Readonly<Record<string, string>>) => Promise<string>;

const program = (port: number) => `import { App } from "cdktf";
import { ProxmoxStack, Snippet } from "pve-cdk";

const app = new App();
const stack = new ProxmoxStack(app, "documents", {
  provider: { ssh: [{ node: [{ name: "pve1", address: "127.0.0.1", port: ${port} }] }] },
});
new Snippet(stack, "document", {
  node: "pve1",
  storage: "local",
  fileName: "document.yaml",
  content: "#cloud-config\\n",
});
app.synth();
`;

/** What goes over SSH, from the package: a snippet by the engine, which terraform finds and then destroys. */
export async function overSsh(folder: Folder, { ssh }: SimulatorProcess, run: Run): Promise<void> {
  await folder.write("known_hosts", `[127.0.0.1]:${ssh.port} ${ssh.hostKey}\n`);
  await folder.write("documents.ts", program(ssh.port));
  const login = {
    PROXMOX_VE_SSH_USERNAME: "root",
    PROXMOX_VE_SSH_PASSWORD: ssh.password,
    PROXMOX_VE_SSH_KNOWN_HOSTS: join(folder.path, "known_hosts"),
    PROXMOX_VE_SSH_HOST_KEY_CHECKING: "strict",
  };
  await folder.write("cdktf.json", { language: "typescript", app: "npx tsx documents.ts" });
  await run("npx pve-cdk apply --yes", login);
  assert.match(await run("npx pve-cdk plan --detailed-exitcode", login), /no changes/);
  await run("npx tsx documents.ts", login);
  const terraform = "terraform -chdir=cdktf.out/stacks/documents";
  await run(`${terraform} init`, login);
  assert.match(await run(`${terraform} plan`, login), /No changes/);
  assert.match(await run(`${terraform} destroy -auto-approve`, login), /1 destroyed/);
}
