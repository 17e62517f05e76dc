import { expect, it } from "vitest";

import { promisedIn } from "../../promised-in.js";

const storage = "test/providers/resources/storage";

/** What is promised of files, images and disks, under both executors: the file and the words of the test that shows it. */
const index: readonly (readonly [subject: string, file: string, words: string])[] = [
  ["file: iso, vztmpl, import", `${storage}/file.test.ts`, "is taken as %s"],
  ["file: snippets", "test/providers/resources/snippet.test.ts", "is known for one by its ending"],
  ["file: backups", `${storage}/backup-over-ssh.test.ts`, "goes over SSH under vzdump's name"],
  ["file: from a path", `${storage}/file.test.ts`, "is known by its bytes, which the plan tells"],
  [
    "file: from a URL",
    `${storage}/file-from-web.test.ts`,
    "is streamed through once, and not looked at again",
  ],
  ["file: from the code", `${storage}/file.test.ts`, "is made anew with other text"],
  [
    "file: changes are seen by the checksum",
    `${storage}/file.test.ts`,
    "is sent anew when it holds something else, even of the same length",
  ],
  [
    "file: overwrite",
    `${storage}/file.test.ts`,
    "takes the place of one that exists only where the code says so",
  ],
  [
    "file: import",
    `${storage}/file.test.ts`,
    "is imported without being sent, unless its size is another one",
  ],
  [
    "file: names that end as none may",
    `${storage}/file-names.test.ts`,
    "must end as Proxmox VE takes it as %s",
  ],
  [
    "download_file: no perpetual replacement",
    `${storage}/fetched-file.test.ts`,
    "stays as it is whatever its server does with it",
  ],
  [
    "attributes and import ids as users know them",
    "test/providers/resources/known-schemas.test.ts",
    "has the attributes that users know, but for stated differences",
  ],
  ["legacy names", "test/providers/resources/known-schemas.test.ts", "are all held against what they know"],
];

it.each(index)("%s is shown in %s: %s", (_subject, file, words) => {
  expect(promisedIn(file, words)).not.toEqual([]);
});
