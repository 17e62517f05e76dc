/** What a machine's description in the Open Virtualization Format tells, in PVE's words. */
export interface Machine {
  readonly create: Readonly<Record<string, string>>;
  readonly disks: readonly {
    readonly slot: string;
    readonly file: string;
    readonly bytes: number | undefined;
  }[];
  readonly net: Readonly<Record<string, { readonly model: string }>>;
}

/** Buses by the number that the standard gives their controllers. */
const buses: Readonly<Record<string, string>> = { "5": "ide", "6": "scsi", "20": "sata" };
const resource = { processor: "3", memory: "4", network: "10", disk: "17" };
const cardModels = ["e1000", "e1000e", "vmxnet3"];

/** Systems by the number that the standard gives them, as far as PVE tells them apart. */
const systems: readonly (readonly [RegExp, string])[] = [
  [/^(?:36|79|8[0-9]|9[0-689]|10[016-9])$/, "l26"],
  [/^97$/, "l24"],
  [/^(?:29|81)$/, "solaris"],
  [/^18$/, "winxp"],
  [/^58$/, "w2k"],
  [/^(?:67|71|72|75)$/, "wxp"],
  [/^(?:69|70)$/, "w2k3"],
  [/^(?:73|74)$/, "wvista"],
  [/^(?:76|77)$/, "w2k8"],
  [/^(?:103|105)$/, "win7"],
  [/^(?:11[1-57-8])$/, "win8"],
  [/^(?:116|119|12[01])$/, "win10"],
  [/^(?:122|123)$/, "win11"],
];

/** Reads the few elements of a description that PVE reads. */
export function parseOvf(xml: string): Machine {
  const items = elements(xml, "Item").map(({ text }) => text);
  const ofType = (type: string) => items.filter((item) => value(item, "ResourceType") === type);
  const quantity = (type: string) => value(ofType(type)[0] ?? "", "VirtualQuantity") ?? "";
  const system = elements(xml, "VirtualSystem")[0];
  const name = value(withoutItems(system?.text ?? ""), "Name") ?? system?.attributes["id"] ?? "";
  const id = elements(xml, "OperatingSystemSection")[0]?.attributes["id"] ?? "";
  const isEfi = /<vmw:Config[^>]*vmw:key="firmware"[^>]*vmw:value="efi"/.test(xml);
  const plainName = name
    .trim()
    .replace(/\s+/g, "-")
    .replace(/[^a-zA-Z0-9\-.]/g, "");
  return {
    create: {
      ...(plainName === "" ? {} : { name: plainName }),
      cores: quantity(resource.processor),
      memory: quantity(resource.memory),
      ostype: systems.find(([pattern]) => pattern.test(id))?.[1] ?? "other",
      ...(isEfi ? { bios: "ovmf" } : {}),
    },
    disks: ofType(resource.disk).flatMap((item) => diskOf(xml, items, item)),
    net: Object.fromEntries(
      ofType(resource.network).map((item, index) => {
        const model = (value(item, "ResourceSubType") ?? "").toLowerCase();
        return [`net${index}`, { model: cardModels.includes(model) ? model : "e1000" }];
      }),
    ),
  };
}

function diskOf(xml: string, items: readonly string[], item: string): Machine["disks"] {
  const id = /^(?:ovf:)?\/[\w\-.~]+\/([\w\-.~]+)$/.exec(value(item, "HostResource") ?? "")?.[1];
  const disk = elements(xml, "Disk").find(({ attributes }) => attributes["diskId"] === id)?.attributes;
  const file = elements(xml, "File").find(
    ({ attributes }) => attributes["id"] === disk?.["fileRef"],
  )?.attributes;
  const parent = value(item, "Parent");
  const controller = items.find((each) => value(each, "InstanceID") === parent);
  const bus = controller === undefined ? undefined : value(controller, "ResourceType");
  if (id === undefined || file?.["href"] === undefined || bus === undefined) return [];
  const unit = /^\s*byte\s*\*\s*(\d+)\s*\^\s*(\d+)\s*$/.exec(disk?.["capacityAllocationUnits"] ?? "");
  return [
    {
      slot: `${buses[bus] ?? ""}${value(item, "AddressOnParent") ?? ""}`,
      file: file["href"],
      bytes: unit === null ? undefined : Number(disk?.["capacity"]) * Number(unit[1]) ** Number(unit[2]),
    },
  ];
}

interface Element {
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Elements of a name, whatever its prefix; none of those that are read is in one of its own kind. */
function elements(xml: string, name: string): readonly Element[] {
  const pattern = new RegExp(
    `<(?:[\\w-]+:)?${name}(\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</(?:[\\w-]+:)?${name}>)`,
    "g",
  );
  return [...xml.matchAll(pattern)].map(([, attributes = "", text = ""]) => ({
    attributes: Object.fromEntries(
      [...attributes.matchAll(/(?:[\w-]+:)?([\w-]+)="([^"]*)"/g)].map(([, key = "", each = ""]) => [
        key,
        unescaped(each),
      ]),
    ),
    text,
  }));
}

function value(xml: string, name: string): string | undefined {
  const text = elements(xml, name)[0]?.text;
  return text === undefined ? undefined : unescaped(text.trim());
}

function withoutItems(xml: string): string {
  return xml.replace(/<(?:[\w-]+:)?VirtualHardwareSection[\s\S]*$/, "");
}

function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}
