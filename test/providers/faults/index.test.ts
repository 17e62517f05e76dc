import { expect, it } from "vitest";

import { promisedIn } from "../promised-in.js";

const [connection, ssh, writing, upload] = ["connection", "ssh", "ssh-writing", "upload"].map(
  (name) => `test/providers/faults/${name}.test.ts`,
) as [string, string, string, string];

/** What may go wrong on the way to a Proxmox VE, and where it is shown that it is told with what to do and leaves nothing. */
const index: readonly (readonly [
  fault: string,
  ...rows: readonly (readonly [file: string, words: string])[],
])[] = [
  [
    "wrong host",
    [connection, "wrong host: a name that nobody has"],
    [ssh, "wrong host: a server that is none of SSH"],
  ],
  ["port closed", [connection, '"port closed"'], [ssh, '"port closed"']],
  ["DNS failure", [connection, "DNS failure: the name server does not answer"], [ssh, '"DNS failure"']],
  ["TLS too old", [connection, "TLS too old"]],
  ["self-signed without insecure", [connection, "self-signed without insecure"]],
  ["fingerprint mismatch", [connection, "fingerprint mismatch"], [ssh, "host key not known"]],
  ["wrong password", [connection, '"wrong password"'], [ssh, '"wrong password"']],
  ["wrong OTP", [connection, '"wrong OTP"']],
  ["expired ticket", [connection, "expired ticket"]],
  ["token without secret", [connection, '"token without secret"']],
  ["token disabled or expired", [connection, "token disabled: its user is"], [connection, "token expired"]],
  [
    "missing privilege",
    [connection, "missing privilege, seen before the first write"],
    [connection, "missing privilege, told by Proxmox VE itself"],
  ],
  ["agent without keys", [ssh, "agent without keys"]],
  ["key refused", [ssh, '"key refused"']],
  ["host key changed", [ssh, "host key changed"]],
  ["sudo missing", [ssh, '"sudo missing"'], [ssh, "sudo missing: a rule of it"]],
  ["proxy refusing", [connection, '"proxy refusing"'], [ssh, "proxy refusing: the login"]],
  [
    "disk full while uploading",
    [upload, "disk full while uploading"],
    [writing, "disk full while uploading"],
  ],
  ["source changed while uploading", [upload, "grew"], [upload, "shrank"], [upload, "holds other bytes"]],
  [
    "connection cut at every tenth of an upload",
    [upload, "after %i tenths of an upload, and the next apply makes it whole"],
    [writing, "after %i tenths: told with what may have been done, nothing is left"],
  ],
];

it.each(index.map(([fault, ...rows]) => [fault, rows] as const))(
  "%s: told with what to do, and nothing half-done is left",
  (_fault, rows) => {
    const missing = rows.filter(([file, words]) => promisedIn(file, words).length === 0);
    expect(missing).toEqual([]);
  },
);
