import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const note = "# Stand-in of a test, not Proxmox VE's own.";
const users = "/run/pve-cdk-tests";
const folders = [
  "/var/lib/vz/snippets",
  "/var/lib/vz/images",
  "/var/lib/vz/import",
  "/var/lib/vz/template/iso",
];

/** Enough of `pvesm`: the storage `local` in /var/lib/vz, as on a node. */
const pvesm = `#!/bin/sh
${note}
case "$1" in
apiinfo) printf 'APIVER 13\\nAPIAGE 4\\n' ;;
path)
  case "$2" in
  local:snippets/*) echo "/var/lib/vz/snippets/\${2#local:snippets/}" ;;
  local:import/*) echo "/var/lib/vz/import/\${2#local:import/}" ;;
  local:iso/*) echo "/var/lib/vz/template/iso/\${2#local:iso/}" ;;
  nowhere:*) echo "storage 'nowhere' does not exist" >&2; exit 255 ;;
  *:snippets/*) echo "/mnt/pve/\${2%%:*}/snippets/\${2#*:snippets/}" ;;
  *) echo "storage '\${2%%:*}' does not exist" >&2; exit 255 ;;
  esac ;;
list)
  echo "Volid Format Type Size VMID"
  for file in /var/lib/vz/images/"$4"/*; do
    [ -e "$file" ] && echo "local:$4/\${file##*/} raw images 1 $4"
  done ;;
free) rm "/var/lib/vz/images/\${2#local:}" ;;
esac
exit 0
`;

/** Enough of \`qm disk import\`: the lowest free number is taken, and the guest's configuration says nothing of it. */
const qm = `#!/bin/sh
${note}
[ "$1 $2" = "disk import" ] || exit 255
folder=/var/lib/vz/images/$3
mkdir -p "$folder"
[ -f "$4" ] || { echo "$4: non-existent or non-regular file" >&2; exit 255; }
number=0
while ! (set -C; : > "$folder/vm-$3-disk-$number.raw") 2>/dev/null; do number=$((number + 1)); done
target=$folder/vm-$3-disk-$number.raw
echo "importing disk '$4' to VM $3 ..."
echo "transferred 0.0 B of 1.0 GiB (0.00%)"
sleep 0.1
cat "$4" >> "$target"
grep -q "broken image" "$target" && { rm "$target"; echo "qemu-img: error while writing" >&2; exit 255; }
echo "transferred 1.0 GiB of 1.0 GiB (100.00%)"
echo "unused0: successfully imported disk 'local:$3/vm-$3-disk-$number.raw'"
`;

/** Puts the stand-ins where Proxmox VE has its tools, for as long as somebody in some process uses them. */
export function pveTools(): { remove(): void } {
  for (const [path, text] of Object.entries({ "/usr/sbin/pvesm": pvesm, "/usr/sbin/qm": qm })) {
    if (existsSync(path) && !readFileSync(path, "utf8").includes(note))
      throw new Error(`${path} is Proxmox VE's own: these tests are not for nodes`);
    writeFileSync(path, text, { mode: 0o755 });
  }
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  mkdirSync(users, { recursive: true });
  const mine = join(users, `${process.pid}-${Math.random()}`);
  writeFileSync(mine, "");
  return {
    remove: () => {
      rmSync(mine);
      if (readdirSync(users).length > 0) return;
      for (const path of ["/usr/sbin/pvesm", "/usr/sbin/qm", "/var/lib/vz", users])
        rmSync(path, { recursive: true, force: true });
    },
  };
}
