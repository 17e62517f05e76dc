import ssh2 from "ssh2";
import { expect, it } from "vitest";

import { createHostKey } from "../../providers/proxmox/simulator/ssh/host-key.js";

it("a host key can be read by who is to use it, however many are made", () => {
  const keys = Array.from({ length: 1000 }, createHostKey);
  expect(keys.filter(({ privateKey }) => ssh2.utils.parseKey(privateKey) instanceof Error)).toEqual([]);
});
