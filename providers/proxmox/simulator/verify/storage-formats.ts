import { specification, type PropertyFormat } from "../../api/specification/specification.js";
import { like, type FormatCheck } from "./format-check.js";
import { parseProperties } from "./property-string.js";

const ipv4 = "(?:\\d{1,3}\\.){3}\\d{1,3}";
const ipv6 = "[0-9a-fA-F:.]*:[0-9a-fA-F:.]*";
const host = "[A-Za-z0-9\\-.]+";
const label = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";

/** Formats of what concerns storages: what is wrong with a text, in PVE's words. */
export const storageFormatChecks: Readonly<Record<string, FormatCheck>> = {
  "pve-storage-path": like(/^\/[^;()]+/, () => "value does not look like a valid absolute path"),
  "pve-storage-path-in-property-string": like(
    /^\/[^;,=()]+/,
    "Value does not look like a valid absolute path. These symbols are currently not allowed in path: ;,=()",
  ),
  "pve-storage-server": like(
    new RegExp(`^(?:${ipv4}|${ipv6}|${label}(?:\\.${label})*)$`),
    () => "value does not look like a valid server name or IP address",
  ),
  "pve-storage-vgname": like(
    /^[a-z0-9][a-z0-9\-_.]*[a-z0-9]$/i,
    (text) => `lvm name '${text}' contains illegal characters`,
  ),
  "pve-storage-portal-dns": like(
    new RegExp(`^(?:(?:${ipv4}|${host})(?::\\d+)?|\\[(?:${ipv6}|${host})\\](?::\\d+)?|${ipv6}(?:\\.\\d+)?)$`),
    () => "value does not look like a valid portal address",
  ),
  "pve-storage-options": like(/^\S+$/, (text) => `invalid options '${text}'`),
  "pve-storage-format": like(/^(?:raw|qcow2|vmdk|subvol)$/, (text) => `invalid format '${text}'`),
  "pve-dir-override": (text) => {
    const [, content = "", path = ""] = /^([a-z]+)=([^.]*(?:\.?[^.]+)+)$/.exec(text) ?? [];
    if (!/^(?:images|rootdir|vztmpl|iso|backup|snippets|import|none)$/.test(content))
      return content === "" ? `invalid override '${text}'` : `invalid content type '${content}'`;
    const isShort = path.length < 1023 && path.split("/").every((part) => part.length < 255);
    return isShort ? undefined : `invalid override '${text}'`;
  },
  "pve-storage-zfs-blocksize": (text) => {
    const [, digits, unit = ""] = /^([1-9]\d*)([km]?)$/i.exec(text) ?? [];
    if (digits === undefined)
      return `invalid ZFS blocksize format '${text}'. Use a positive number (no leading zeros) with an optional 'k' or 'm' suffix.`;
    const bytes = Number(digits) * (/k/i.test(unit) ? 1024 : /m/i.test(unit) ? 2 ** 20 : 1);
    const isPower = Number.isInteger(Math.log2(bytes));
    return bytes >= 512 && bytes <= 2 ** 24 && isPower
      ? undefined
      : `value '${text}' is not a valid ZFS blocksize. Must be a power of 2 between 512B and 16MiB (e.g., 4k, 8k, 16k, 64k, 1m).`;
  },
};

/** What is wrong with a property string whose every sub-key is right. */
export const storagePropertyChecks: Readonly<Record<string, (text: string) => string | undefined>> = {
  "prune-backups": (text) => {
    const format = specification().formats["prune-backups"] as PropertyFormat;
    const { "keep-all": all, ...counts } = parseProperties(format, text).values;
    const isAll = all !== undefined && /^(?:1|on|yes|true)$/i.test(all);
    return isAll && Object.values(counts).some((count) => Number(count) > 0)
      ? "keep-all cannot be set together with other options."
      : undefined;
  },
};
