import { diskSlot, type Guest } from "../guests/guest.js";
import { isCloudInit, parseDrive } from "./drive.js";

/** The keys of which `GET cloudinit` speaks. */
const told = [
  "cicustom",
  "cipassword",
  "citype",
  "ciupgrade",
  "ciuser",
  "nameserver",
  "searchdomain",
  "sshkeys",
];

export function isCloudInitKey(key: string): boolean {
  return told.includes(key) || /^ipconfig\d+$/.test(key);
}

export function hasCloudInitDrive({ config }: Guest): boolean {
  return Object.entries(config).some(
    ([key, line]) => diskSlot.test(key) && isCloudInit(parseDrive(key, line)),
  );
}

/** Keeps what the drive of a running guest says while its key changes. */
export function recordChange(guest: Guest, key: string, after: string | undefined): void {
  if (!isCloudInitKey(key) || !hasCloudInitDrive(guest)) return;
  const before = guest.config[key];
  const { [key]: recorded, ...rest } = guest.cloudInit ?? {};
  // A new password leaves no trace; only its removal does.
  if (key === "cipassword" && after !== undefined) return;
  const saying = recorded === undefined ? (before ?? null) : recorded;
  guest.cloudInit = saying === (after ?? null) ? rest : { ...rest, [key]: saying };
}

export interface CloudInitRow {
  readonly key: string;
  readonly value?: string | number;
  readonly pending?: string | number;
  readonly delete?: 1;
}

/** What the cloud-init drive says of each key, and what it shall say. */
export function cloudInitRows(
  { config, cloudInit = {} }: Guest,
  shown: (key: string, stored: string) => string | number,
): readonly CloudInitRow[] {
  const changed = Object.entries(cloudInit).map(([key, said]): CloudInitRow => {
    const now = config[key];
    return {
      key,
      ...(said === null || now === undefined ? {} : { value: shown(key, said) }),
      ...(now === undefined ? { delete: 1 } : { pending: shown(key, now) }),
    };
  });
  const kept = told.flatMap((key): readonly CloudInitRow[] => {
    const now = config[key];
    return now === undefined || now === "" || now === "0" || key in cloudInit
      ? []
      : [{ key, value: shown(key, now) }];
  });
  return [...changed, ...kept];
}
