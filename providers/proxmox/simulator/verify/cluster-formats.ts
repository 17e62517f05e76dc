import { parseCalendarEvent } from "../calendar-event.js";
import type { FormatCheck } from "./format-check.js";

/** A node, and how much it is preferred. */
const haNode = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?::\d+)?$/;

/** Formats of what concerns the whole cluster: what is wrong with a text, in PVE's words. */
export const clusterFormatChecks: Readonly<Record<string, FormatCheck>> = {
  "email-or-username": (text) =>
    /^[\p{L}\p{N}_+\-~]+(?:\.[\p{L}\p{N}_+\-~]+)*@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*$/u.test(text) ||
    /^[^\s:/@,;]+(?:@[A-Za-z][A-Za-z0-9.\-_]+)?$/.test(text)
      ? undefined
      : "value does not look like a valid email address or user name",
  "pve-ha-resource-id": (text) =>
    /^[a-z]+:[^:\s]+$/.test(text) ? undefined : "value does not look like a valid ha resource id",
  "pve-ha-resource-or-vm-id": (text) =>
    /^(?:[a-z]+:[^:\s]+|[1-9][0-9]{2,8})$/.test(text)
      ? undefined
      : "value does not look like a valid ha resource id",
  "pve-ha-node": (text) => (haNode.test(text) ? undefined : "value does not look like a valid ha node id"),
  "pve-ha-group-node": (text) =>
    haNode.test(text) ? undefined : "value does not look like a valid ha group node",
  "pve-calendar-event": (text) => {
    try {
      parseCalendarEvent(text);
      return undefined;
    } catch (thrown) {
      return `invalid calendar event '${text}' - ${(thrown as Error).message}\n`;
    }
  },
  "pve-sdn-subnet-id": (text) =>
    /^[^-\s]+-[\da-fA-F.:]+-\d+$/.test(text) || /^[\da-fA-F.:]+\/\d{1,3}$/.test(text)
      ? undefined
      : "value does not look like a valid CIDR network",
  "pve-replication-job-id": (text) =>
    /^[1-9][0-9]{2,8}-\d{1,9}$/.test(text) ? undefined : `invalid replication job id '${text}'`,
};
