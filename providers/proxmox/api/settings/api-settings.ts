import { optional } from "../../../../lib/schema/roles.js";
import { flag, integer, listOf, oneOf, text } from "../../../../lib/schema/types.js";
import type { GivenOf } from "../../settings/given.js";
import { setting } from "../../settings/setting.js";

const secret = { sensitive: true } as const;
const vmid = integer({ min: 100, max: 999_999_999 });

/** How to reach Proxmox VE's API, and how to prove who we are. */
// prettier-ignore
export const apiSettings = {
  endpoint: setting(optional(text, "Address of a node, or of what forwards to the cluster: `https://pve.example.com:8006`."), "PROXMOX_VE_ENDPOINT"),
  endpoints: setting(optional(listOf(text), "Further addresses of the same cluster, tried where the one before is out of reach. Reads find the cluster's other nodes without their being named, once one has answered; writes go only to those named. In the environment with commas between:"), "PROXMOX_VE_ENDPOINTS"),
  insecure: setting(optional(flag, "Trust any certificate. For tests: pin the certificate (`fingerprint`) or give the authority (`ca_certificate`) instead."), "PROXMOX_VE_INSECURE"),
  fingerprint: setting(optional(text, "SHA-256 fingerprint of the one certificate to trust; for several nodes several, with commas between."), "PROXMOX_VE_FINGERPRINT"),
  ca_certificate: setting(optional(text, "Certificates of the authorities to trust, as PEM: a cluster's own lies in `/etc/pve/pve-root-ca.pem`."), "PROXMOX_VE_CA_CERTIFICATE"),
  min_tls: setting(optional(oneOf("1.0", "1.1", "1.2", "1.3"), "Lowest version of TLS; 1.3 if not said."), "PROXMOX_VE_MIN_TLS"),
  auth_payload: setting(optional(text, "The whole answer to a login, as JSON: `{\"data\":{\"ticket\":...,\"CSRFPreventionToken\":...}}`. Comes before every other way to log in that is given in the same place; what is given here comes before the environment.", secret), "PROXMOX_VE_AUTH_PAYLOAD"),
  auth_ticket: setting(optional(text, "A ticket, with `csrf_prevention_token`. Comes before `api_token`, and `username` with `password`, of the same place.", secret), "PROXMOX_VE_AUTH_TICKET"),
  csrf_prevention_token: setting(optional(text, "The token that belongs to the ticket.", secret), "PROXMOX_VE_CSRF_PREVENTION_TOKEN"),
  api_token: setting(optional(text, "An API token: `user@realm!name=secret`. Comes before `username` with `password` of the same place.", secret), "PROXMOX_VE_API_TOKEN"),
  username: setting(optional(text, "User and realm: `root@pam`, with `password`."), "PROXMOX_VE_USERNAME"),
  password: setting(optional(text, "The user's password.", secret), "PROXMOX_VE_PASSWORD"),
  otp: setting(optional(text, "The code that a second factor (TOTP) shows now. Proxmox VE takes each code once, and Terraform logs in several times: use an API token.", { ...secret, deprecated: "A code works for one login. Use api_token, or auth_ticket with csrf_prevention_token." }), "PROXMOX_VE_OTP"),
  random_vm_ids: setting(optional(flag, "Whether new guests without an id get a random one instead of the next free one."), "PROXMOX_VE_RANDOM_VM_IDS"),
  random_vm_id_start: setting(optional(vmid, "Lowest random id; 10000 if not said."), "PROXMOX_VE_RANDOM_VM_ID_START"),
  random_vm_id_end: setting(optional(vmid, "Highest random id; 99999 if not said."), "PROXMOX_VE_RANDOM_VM_ID_END"),
  skip_checks: setting(optional(flag, "Whether what is checked before the first write (privileges, room, connections) only warns."), "PROXMOX_VE_SKIP_CHECKS"),
  tmp_dir: setting(optional(text, "Accepted for code written for other tools: nothing is stored in between, so nothing needs it.", { deprecated: "Nothing is stored in between, so nothing needs it: leave it out." }), "PROXMOX_VE_TMPDIR", "PM_VE_TMPDIR"),
} as const;

/** What is given of them. */
export type ApiGiven = GivenOf<typeof apiSettings>;
