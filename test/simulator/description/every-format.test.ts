import { describe, expect, it } from "vitest";

import { specification, type Release } from "../../../providers/proxmox/api/specification/specification.js";
import { ApiFailure } from "../../../providers/proxmox/simulator/failure.js";
import { formatChecks } from "../../../providers/proxmox/simulator/verify/formats.js";
import { verify } from "../../../providers/proxmox/simulator/verify/verify.js";
import { samplesOf } from "./samples.js";
import { wrongTexts } from "./wrong-texts.js";

/** The names of formats anywhere in what a description says. */
function namesIn(described: unknown): readonly string[] {
  if (typeof described !== "object" || described === null) return [];
  return Object.entries(described).flatMap(([key, value]) =>
    key === "format" && typeof value === "string" ? [value] : namesIn(value),
  );
}

describe.each<Release>(["9.2", "8.4"])("every named format of %s", (release) => {
  const described = specification(release);
  const names = [
    ...new Set(
      namesIn([
        described.methods.map(({ parameters, variants }) => [parameters, variants]),
        described.formats,
      ]),
    ),
  ]
    .filter((name) => !(name in described.formats))
    .sort();
  const base = (name: string) => name.replace(/-(?:a?list|opt)$/, "");

  /** What is wrong with a text of a format, as a method says that takes it. */
  const problemOf = (format: string, text: string): string | undefined => {
    const parameters = { value: { type: "string", format } } as const;
    try {
      verify(described, { method: "PUT", path: "/", parameters, returns: {} }, { value: text });
      return undefined;
    } catch (thrown) {
      return thrown instanceof ApiFailure ? thrown.errors?.["value"] : String(thrown);
    }
  };

  it("has a check, with a text that it takes and one that it doesn't", () => {
    expect(names.length).toBeGreaterThan(70);
    expect(names.filter((name) => formatChecks[base(name)] === undefined)).toEqual([]);
    expect(names.filter((name) => wrongTexts[base(name)] === undefined)).toEqual([]);
  });

  it.each(names)("takes what is right, and says in PVE's words what is wrong: %s", (name) => {
    for (const sample of samplesOf({ type: "string", format: name }))
      expect([sample, problemOf(name, String(sample))]).toEqual([sample, undefined]);
    const [text = "", problem = ""] = wrongTexts[base(name)] ?? [];
    expect(problemOf(name, text)).toBe(text === "" ? undefined : `invalid format - ${problem}\n`);
  });

  it.each([
    ["pve-vlan-id-or-range", "1", "invalid VLAN tag '1'"],
    ["pve-vlan-id-or-range", "2-x", "invalid VLAN configuration '2-x'"],
    ["pve-vlan-id-or-range", "30-20", "VLAN range must go from lower to higher tag '30-20'"],
    ["pve-sdn-zone-id", "zone56789", "zone ID 'zone56789' can't be more length than 8 characters"],
    ["pve-sdn-bgp-rt", "65000", "value does not look like a valid bgp route-target"],
    ["ipv4mask", "0.0.0.0", "value does not look like a valid IP netmask"],
    ["CIDR", "10.0.0.0/7", "value does not look like a valid CIDR network"],
    [
      "storage-pair",
      "local:local:local",
      "entry 'local:local:local' contains invalid ID - storage ID 'local:local:local' contains illegal characters\n\n",
    ],
    ["pve-command-batch", "{", "commands param did not contain valid JSON: {"],
    [
      "pve-command-batch",
      '[{"path":"version","method":"PATCH"}]',
      "commands is not a valid array of commands: Parameter verification failed.",
    ],
  ])("tells of %s what of it is wrong with '%s'", (format, text, problem) => {
    expect(problemOf(format, text)).toBe(`invalid format - ${problem}\n`);
  });

  it.each([
    ["storage-pair", "1"],
    ["storage-pair", "local"],
    ["ipv4mask", "255.255.255.255"],
    ["ipv4mask", "128.0.0.0"],
    ["FullRangeCIDR", "::/0"],
    ["CIDR", "10.0.0.0/8"],
    ["pve-fw-conntrack-helper", "ftp,tftp"],
    ["pve-fw-icmp-type-spec", "neighbour-solicitation"],
  ])("takes of %s also '%s'", (format, text) => {
    expect(problemOf(format, text)).toBeUndefined();
  });
});
