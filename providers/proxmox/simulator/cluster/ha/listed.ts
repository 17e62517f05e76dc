/** The elements of a list as HA's files have it: `vm:100,ct:101`, `pve1:2,pve2`. */
export function listed(list: string | number | undefined): readonly string[] {
  return String(list ?? "")
    .split(/[;,\s]+/)
    .filter((each) => each !== "");
}
