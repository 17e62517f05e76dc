/** The newest machine that the simulated QEMU has. */
const newest = "10.2";

/** The versioned machine that a Windows guest is pinned to; undefined where nothing is to be pinned. */
export function pinnedMachine(ostype: string, machine: string | undefined): string | undefined {
  if (!ostype.startsWith("w")) return undefined;
  const [type = "", ...options] = (machine ?? "pc").trim().split(",");
  const family = type.replace(/^type=/, "");
  if (!["", "pc", "q35"].includes(family)) return undefined;
  return [`pc-${family === "q35" ? "q35" : "i440fx"}-${newest}`, ...options].join(",");
}

/** The versioned machine that a guest without a pinned one runs on. */
export function runningMachine(machine: string | undefined): string {
  const type =
    (machine ?? "pc")
      .trim()
      .split(",")[0]
      ?.replace(/^type=/, "") ?? "pc";
  const versioned = /^pc-/.test(type) ? type : `pc-${type === "q35" ? "q35" : "i440fx"}-${newest}`;
  return versioned.includes("+pve") ? versioned : `${versioned}+pve0`;
}
