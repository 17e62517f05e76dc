const administration = new Set(["pct", "pvesm", "pveum", "qm", "useradd"]);

/** Where a command is: by its name, or by a path whose folder is a link on a node (`/sbin` is `/usr/sbin`). */
export function commandPath(command: string): string {
  if (command.includes("/")) return command.replace(/^\/(s?bin)\//, "/usr/$1/");
  return `/usr/${administration.has(command) ? "sbin" : "bin"}/${command}`;
}
