import { SshNode } from "../../providers/proxmox/ssh/ssh-node.js";
import { SshSession } from "../../providers/proxmox/ssh/session.js";
import { writeFile } from "../../providers/proxmox/ssh/write-file.js";
import { openSsh } from "../../test/providers/ssh/stand/open-ssh.js";
import { pveTools } from "../../test/providers/ssh/stand/pve-tools.js";
import { settingsFrom } from "../../test/providers/ssh/stand/settings.js";
import { makeKey } from "../../test/providers/ssh/stand/ssh-agent.js";
import { timed, type Figure } from "./figure.js";

const snippets = 100;
/** Each connection takes as long as the other: a part of them tells. */
const sample = 20;
const content = Buffer.from("#cloud-config\n".repeat(50));

/** What many snippets for one node cost over the connection that they share, against one connection for each. */
export async function snippetFigures(): Promise<readonly Figure[]> {
  if (process.getuid?.() !== 0) {
    console.error("Snippets are not measured: only root can start the SSH server that they are written to.");
    return [];
  }
  const tools = pveTools();
  const server = await openSsh();
  const key = makeKey(server.folder, "bench");
  server.authorize("root", key.publicKey);
  const settings = settingsFrom({
    username: "root",
    private_key: key.privateKey,
    host_keys: { pve1: server.hostKey().fingerprint },
  });
  const place = { node: "pve1", host: "127.0.0.1", port: server.port, text: "pve1" };
  const connected = async (work: (node: SshNode) => Promise<unknown>): Promise<number> => {
    const node = new SshNode(new SshSession(place, settings));
    await work(node);
    await node.session.close();
    return node.session.connections;
  };
  try {
    await connected((node) => write(node, 0));
    let connections = 0;
    const shared = await timed(async () => {
      connections = await connected((node) => Promise.all(numbers.map((number) => write(node, number))));
    });
    const sampled = await timed(async () => {
      for (const number of numbers.slice(0, sample)) await connected((node) => write(node, number));
    });
    const each = (sampled / sample) * snippets;
    const against = `${Math.round(shared)} ms / ${Math.round(each)} ms with one each, by ${sample} of them`;
    return [
      {
        name: `${snippets} snippets over one connection`,
        against,
        value: shared / each,
        bound: 0.2,
        unit: "x",
      },
      {
        name: `connections for ${snippets} snippets`,
        against: "the real OpenSSH",
        value: connections,
        bound: 1,
        unit: "requests",
      },
    ];
  } finally {
    await server.close();
    tools.remove();
  }
}

const numbers = Array.from({ length: snippets }, (_, number) => number);

function write(node: SshNode, number: number): Promise<void> {
  const open = async function* () {
    yield content;
  };
  return writeFile(node, {
    storage: "local",
    content: "snippets",
    name: `bench-${number}.yaml`,
    size: content.length,
    open,
  });
}
