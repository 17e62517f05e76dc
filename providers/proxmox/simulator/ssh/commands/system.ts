import { posix } from "node:path";

import { commandPath } from "../command-path.js";
import { CommandFailure, type Commands, type Process } from "../process.js";
import { sudo } from "./sudo.js";
import { test } from "./test.js";
import { addSystemUser, findSystemUser } from "../system-users.js";

/** Commands about the node, its users, and running other commands. */
export const systemCommands: Commands = {
  true: async () => 0,
  false: async () => 1,
  sync: async () => 0,
  echo: async ({ args, stdout }) => {
    const words = args[0] === "-n" || args[0] === "-e" ? args.slice(1) : args;
    const text = words.join(" ");
    const shown = args[0] === "-e" ? text.replace(/\\n/g, "\n").replace(/\\t/g, "\t") : text;
    await stdout.write(`${shown}${args[0] === "-n" ? "" : "\n"}`);
  },
  printf: async ({ args: [format = "", ...values], stdout }) => {
    const plain = format.replace(/\\n/g, "\n").replace(/\\t/g, "\t");
    const rest = [...values];
    do await stdout.write(plain.replace(/%[sd]/g, () => rest.shift() ?? "").replace(/%%/g, "%"));
    while (rest.length > 0 && /%[sd]/.test(format));
  },
  basename: ({ args: [path = "", end = ""], stdout }) => stdout.write(`${posix.basename(path, end)}\n`),
  dirname: ({ args: [path = ""], stdout }) => stdout.write(`${posix.dirname(path)}\n`),
  date: ({ args: [format], world, stdout }) => {
    const now = world.clock.now();
    return stdout.write(`${format === "+%s" ? Math.floor(now / 1000) : new Date(now).toUTCString()}\n`);
  },
  nohup: ({ args, run }) => run(args),
  timeout: ({ args, run }) => run(args.slice(1)),
  hostname: ({ node, stdout }) => stdout.write(`${node}\n`),
  whoami: ({ user, stdout }) => stdout.write(`${user.name}\n`),
  id: async ({ args, user: { name, uid }, stdout }) => {
    if (args.includes("-u")) return stdout.write(`${args.includes("-n") ? name : uid}\n`);
    return stdout.write(`uid=${uid}(${name}) gid=${uid}(${name}) groups=${uid}(${name})\n`);
  },
  uname: async ({ args, node, stdout }) =>
    stdout.write(
      args.includes("-a")
        ? `Linux ${node} 6.17.2-1-pve #1 SMP PREEMPT_DYNAMIC PMX x86_64 GNU/Linux\n`
        : "Linux\n",
    ),
  pveversion: ({ world, stdout }) =>
    stdout.write(`pve-manager/${world.version}/simulated (running kernel: 6.17.2-1-pve)\n`),
  sleep: async ({ args: [seconds = "0"], world }) => world.clock.sleep(Number(seconds) * 1000),
  env: async ({ args, environment, stdout, run }) => {
    const words = args.filter((arg) => !/^\w+=/.test(arg));
    if (words.length > 0) return run(words);
    for (const [name, value] of environment) await stdout.write(`${name}=${value}\n`);
    return 0;
  },
  test,
  "[": test,
  "[[": test,
  sudo,
  bash: shell,
  sh: shell,
  which: async ({ args: [name = ""], has, stdout }) => {
    if (!has(name)) return 1;
    await stdout.write(`${commandPath(name)}\n`);
    return 0;
  },
  useradd: async ({ world, user, args }) => {
    if (user.name !== "root")
      throw new CommandFailure(
        "useradd: Permission denied.\nuseradd: cannot lock /etc/passwd; try again later.",
      );
    const name = args.at(-1) ?? "";
    if (findSystemUser(world, name) !== undefined)
      throw new CommandFailure(`useradd: user '${name}' already exists`, 9);
    addSystemUser(world, { name });
  },
};

/** `bash -c 'script' name args`, or a script from standard input. */
async function shell({ args, stdin, script }: Process): Promise<number> {
  const at = args.findIndex((arg) => /^-[a-z]*c$/.test(arg));
  if (at !== -1) {
    const prefix = /e/.test(args[at] as string) ? "set -e\n" : "";
    return script(prefix + (args[at + 1] ?? ""), args.slice(at + 3));
  }
  const chunks: Buffer[] = [];
  for (let chunk = await stdin.read(); chunk !== undefined; chunk = await stdin.read()) chunks.push(chunk);
  return script(Buffer.concat(chunks).toString("utf8"), []);
}
