import { describe, expect, it } from "vitest";

import type { Attribute, Attributes } from "../../../../lib/schema/attribute.js";
import { attributeType } from "../../../../lib/schema/object-type.js";
import { catalog } from "../../../../providers/proxmox/catalog.js";

type Flat = Readonly<Record<string, string>>;

const fetched: Flat = {
  datastore_id: "string required",
  file_name: "string optional computed",
  id: "string computed",
  node_name: "string required",
  overwrite: "bool optional computed",
  overwrite_unmanaged: "bool optional computed",
  size: "number computed",
  upload_timeout: "number optional computed",
};

/** Attributes by path with type and flags, as users of the provider that many come from know them. */
const known: Readonly<Record<string, Flat>> = {
  proxmox_download_file: {
    ...fetched,
    checksum: "string optional",
    checksum_algorithm: "string optional",
    content_type: "string required",
    decompression_algorithm: "string optional",
    url: "string required",
    verify: "bool optional computed",
  },
  proxmox_oci_image: { ...fetched, reference: "string required" },
  proxmox_virtual_environment_file: {
    content_type: "string optional computed",
    datastore_id: "string required",
    file_mode: "string optional",
    file_modification_date: "string computed",
    file_name: "string computed",
    file_size: "number computed",
    file_tag: "string computed",
    id: "string optional computed",
    node_name: "string required",
    overwrite: "bool optional",
    source_file: "block",
    "source_file.changed": "bool optional",
    "source_file.checksum": "string optional",
    "source_file.file_name": "string optional",
    "source_file.insecure": "bool optional",
    "source_file.min_tls": "string optional",
    "source_file.path": "string required",
    source_raw: "block",
    "source_raw.data": "string required",
    "source_raw.file_name": "string required",
    "source_raw.resize": "number optional",
    timeout_upload: "number optional",
    upload_mode: "string optional",
  },
};

/** Where ours differ on purpose: what stands there, what here, and why. */
const differences: Readonly<Record<string, readonly [there: string, here: string, why: string]>> = {
  upload_timeout: [
    "number optional computed",
    "number optional",
    "There it is 600 s if not said, and a large file over a slow line never arrives. Here it has no limit then.",
  ],
};

describe("files with names that users know", () => {
  it.each(Object.entries(known))(
    "%s has the attributes that they know, but for stated differences",
    async (name, there) => {
      const here = flat((await catalog[name]?.())?.attributes ?? {});
      const found = [...new Set([...Object.keys(there), ...Object.keys(here)])]
        .filter((path) => there[path] !== here[path])
        .map((path) => [path, there[path], here[path]]);
      expect(found).toEqual(
        Object.entries(differences)
          .filter(([path]) => path in there)
          .map(([path, [stated, ours]]) => [path, stated, ours]),
      );
    },
  );

  it.each(["proxmox_download_file", "proxmox_oci_image", "proxmox_file"])(
    "%s has one definition for both of its names",
    async (name) => {
      const legacy = name.replace("proxmox_", "proxmox_virtual_environment_");
      expect(await catalog[legacy]?.()).toBe(await catalog[name]?.());
    },
  );
});

function flat(attributes: Attributes, before = ""): Flat {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, attribute]): (readonly [string, string])[] =>
      attribute.kind === "leaf"
        ? [
            [
              `${before}${name}`,
              `${JSON.stringify(attributeType(attribute)).replaceAll('"', "")} ${flagsOf(attribute)}`,
            ],
          ]
        : [[`${before}${name}`, "block"], ...Object.entries(flat(attribute.attributes, `${before}${name}.`))],
    ),
  );
}

function flagsOf(attribute: Attribute): string {
  switch (attribute.role) {
    case "required":
    case "computed":
      return attribute.role;
    case "optional":
      return attribute.kind === "leaf" && attribute.default !== undefined ? "optional computed" : "optional";
    case "managed":
    case "assigned":
      return "optional computed";
  }
}
