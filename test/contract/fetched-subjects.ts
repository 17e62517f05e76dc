import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { Subject } from "./subject.js";

// It serves every subject of this process, and keeps none alive.
const server = createServer((request, response) => response.end(`what is at ${request.url}`));
server.listen(0, "127.0.0.1").unref();
await once(server, "listening");
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const place = { node_name: "pve1", datastore_id: "local" };
const changes = {
  overwrite: [false, true],
  overwrite_unmanaged: [true, false],
  upload_timeout: [60, 70],
} as const;

const removed =
  (volume: string): Subject["takeAway"] =>
  async (pve) =>
    void (await pve.delete(`/nodes/pve1/storage/local/content/${encodeURIComponent(volume)}`));

/** Files that a node fetches by itself. */
export const fetchedSubjects: readonly Subject[] = [
  {
    type: "proxmox_download_file",
    unreadable: ["size", "url"],
    code: { ...place, content_type: "iso", url: `${origin}/contract.iso` },
    changes: { ...changes, verify: [false, true] },
    untried: {
      file_name: "replaces",
      checksum: "replaces",
      checksum_algorithm: "replaces",
      decompression_algorithm: "replaces",
    },
    replacement: { url: `${origin}/contract-2.iso` },
    tampered: "",
    tamper: async () => undefined,
    takeAway: removed("local:iso/contract.iso"),
    importId: "pve1/local:iso/contract.iso",
  },
  {
    type: "proxmox_oci_image",
    unreadable: ["size", "reference"],
    code: { ...place, reference: "docker.io/library/contract:1" },
    changes,
    untried: { file_name: "replaces" },
    replacement: { reference: "docker.io/library/contract:2" },
    tampered: "",
    tamper: async () => undefined,
    takeAway: removed("local:vztmpl/contract_1.tar"),
    importId: "pve1/local:vztmpl/contract_1.tar",
  },
];
