import { describe, expect, it } from "vitest";

import { network } from "../../../providers/proxmox/form/network.js";

const { canonical, type } = network;

describe("a network", () => {
  it.each([
    ["10.0.0.7/24", "10.0.0.0/24"],
    ["10.0.0.1/32", "10.0.0.1"],
    ["FD00:0:0::1/128", "fd00::1"],
    ["fd00:1::5:6/64", "fd00:1:0:0::/64"],
    ["::ffff:10.0.0.1", "::ffff:a00:1"],
    ["0.0.0.0/0", "10.0.0.0/0"],
  ])("means the same as %s where it is written as %s", (left, right) => {
    expect(canonical(left)).toBe(canonical(right));
  });

  it.each([
    ["10.0.0.0/24", "10.0.0.0/25"],
    ["10.0.0.0", "10.0.0.0/24"],
    ["::1", "0.0.0.1"],
    ["::/64", "0:0:0:1::/64"],
    ["no-address", "another"],
    ["10.0.0.0/33", "10.0.0.1/33"],
  ])("is another in %s than in %s", (left, right) => {
    expect(canonical(left)).not.toBe(canonical(right));
  });

  it("is an address, with or without the length of its prefix", () => {
    for (const text of ["10.0.0.1", "10.0.0.0/8", "fd00::/8"])
      expect(type.safeParse(text).success).toBe(true);
    for (const text of [
      "office",
      "10.0.0.1-10.0.0.9",
      "10.0.0.0/",
      "",
      "300.0.0.1",
      "10.0.0.0/33",
      "fd00::/129",
    ])
      expect(type.safeParse(text).success).toBe(false);
  });
});
