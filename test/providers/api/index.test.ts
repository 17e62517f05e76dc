import { expect, it } from "vitest";

import { promisedIn } from "../promised-in.js";

const api = "test/providers/api";
const storage = "test/providers/resources/storage";

/** What is promised of the API client and of what goes through it: the file and the words of the test that shows it. */
const index: readonly (readonly [subject: string, file: string, words: string])[] = [
  // The API client: configuration.
  [
    "endpoint: with or without slash and port",
    `${api}/settings/endpoint.test.ts`,
    "is taken with or without slash and port",
  ],
  [
    "endpoint: /api2/json at its end is forgiven",
    `${api}/settings/endpoint.test.ts`,
    "forgives %s with a warning",
  ],
  ["insecure", `${api}/settings/trust.test.ts`, "defaults to false, skips the verification if true"],
  ["min_tls: 1.0 to 1.3", `${api}/tls.test.ts`, "of version %s is spoken where min_tls allows it"],
  ["min_tls: 1.3 if not said", `${api}/settings/trust.test.ts`, "defaults to 1.3"],
  ["order of the ways to log in", `${api}/settings/credentials.test.ts`, "come in the order auth_payload"],
  ["code before environment", "test/providers/argument-reference.test.ts", "is taken from code, also while"],
  [
    "otp: a login in two steps",
    `${api}/session.test.ts`,
    "with a second factor takes two steps and one code",
  ],
  ["tmp_dir", `${api}/settings/other.test.ts`, "and says that nothing needs it"],
  ["random_vm_ids", `${api}/random-id.test.ts`, "is given to new guests where random_vm_ids says so"],
  [
    "settings that users know from elsewhere",
    "test/providers/settings/known-from-elsewhere.test.ts",
    "the argument %s is there",
  ],
  [
    "half a pair, a malformed token: by name and origin",
    `${api}/settings/credentials.test.ts`,
    "are refused by name and origin",
  ],
  ["a payload that isn't JSON", `${api}/settings/credentials.test.ts`, "auth_payload that is %s is refused"],
  // The API client: beyond the guide.
  [
    "several endpoints: a list",
    `${api}/settings/endpoint.test.ts`,
    "may be several: endpoints, or PROXMOX_VE_ENDPOINTS",
  ],
  [
    "several endpoints: found in the cluster",
    `${api}/failover.test.ts`,
    "are found after the first connection",
  ],
  [
    "failover of reads",
    `${api}/failover.test.ts`,
    "are asked in their order, and only where the one before is out of reach",
  ],
  [
    "failover of writes that were surely not sent",
    `${api}/failover.test.ts`,
    "take writes too where the first was surely not reached, each once",
  ],
  ["pinned certificates", `${api}/tls.test.ts`, "one of several that are pinned"],
  ["an authority of one's own", `${api}/tls.test.ts`, "trusts the authority that is given"],
  [
    "tickets renewed at half life",
    `${api}/session.test.ts`,
    "is renewed by its own ticket at half of a ticket's life",
  ],
  [
    "a proxy of the environment for the API",
    `${api}/proxy.test.ts`,
    "reach the endpoint, whose certificate is checked inside the tunnel",
  ],
  [
    "a proxy of the environment for files at URLs",
    `${storage}/web-proxy.test.ts`,
    "is fetched through a tunnel of HTTPS_PROXY",
  ],
  ["a limit of requests to a node", `${api}/gates.test.ts`, "are ten at once, however many are wanted"],
  ["reads are repeated", `${api}/lost-answers.test.ts`, "a read whose answer is lost"],
  [
    "writes are repeated where a lock was waited for in vain",
    `${api}/lost-answers.test.ts`,
    "%s is waited for: nothing was done",
  ],
  [
    "lost answers by the list of tasks",
    `${api}/lost-answers.test.ts`,
    "is answered by the task that it has started, and sent once",
  ],
  [
    "595 and 596: never a blind repeat",
    `${api}/lost-answers.test.ts`,
    "is never repeated where no task shows",
  ],
  ["typed calls", `${api}/typed-calls.test.ts`, "know the parameters of every call"],
  [
    "property strings without loss",
    "test/providers/form/property-string.test.ts",
    "lose nothing when they are read and written",
  ],
  // The API client: tasks.
  [
    "tasks: growing intervals and the log as it grows",
    `${api}/task.test.ts`,
    "is looked at ever less often, and its log is told as it grows",
  ],
  ["tasks: WARNINGS", `${api}/task.test.ts`, "that warns is done, and what it warns of is told"],
  [
    "tasks: failures with the log's end",
    `${api}/task.test.ts`,
    "that fails says why, with its id and the end of its log",
  ],
  ["tasks: stopped where PVE can", `${api}/task.test.ts`, "stops a task that cleans up behind itself"],
  [
    "tasks: stopped through the engine and the plugin",
    `${api}/stopped.test.ts`,
    "while Proxmox VE works ends the task, says so",
  ],
  ["nothing is sent again once a stop came", `${api}/stopped.test.ts`, "asks no more for it"],
  // The API client: files.
  ["uploads: iso, vztmpl, import", `${api}/upload.test.ts`, "takes what is %s"],
  [
    "uploads: progress, and a checksum that Proxmox VE checks",
    `${api}/upload.test.ts`,
    "checked by Proxmox VE, and tells how far it is",
  ],
  ["uploads: cut at their very end", `${api}/upload.test.ts`, "that is cut when all of it is on its way"],
  ["uploads: constant memory", `${storage}/read-ahead.test.ts`, "takes no more memory for a larger file"],
  ["uploads: a checksum on the way", `${storage}/file.test.ts`, "is held to its %s while it is sent"],
  ["uploads: room on the storage", "test/providers/faults/upload.test.ts", "is seen before anything is sent"],
  ["uploads: room on the node", `${storage}/assert-room.test.ts`, "is not begun where it has no room there"],
  [
    "download_url: metadata",
    `${storage}/fetched-file.test.ts`,
    "is named by its server where its URL names nothing",
  ],
  ["download_url: checksum", `${storage}/fetched-file.test.ts`, "is held to its checksum by Proxmox VE"],
  [
    "download_url: decompression",
    `${storage}/fetched-file.test.ts`,
    "that is decompressed has the size that it has then",
  ],
  ["OCI images", `${storage}/fetched-file.test.ts`, "is named by its reference, or by the code"],
  ["OCI images from 9.1 on", `${storage}/fetched-file.test.ts`, "says from which release on it can"],
  ["snippets", "test/providers/resources/snippet.test.ts", "is written over SSH with the API's own login"],
];

it.each(index)("%s is shown in %s: %s", (_subject, file, words) => {
  expect(promisedIn(file, words)).not.toEqual([]);
});
