import { error, type Diagnostic } from "../../../../lib/diagnostic/diagnostic.js";
import { isList, isObject, isUnknown, type Value, type ValueObject } from "../../../../lib/value/value.js";

const matching = [
  "action",
  "type",
  "dest",
  "dport",
  "iface",
  "macro",
  "proto",
  "source",
  "sport",
  "log",
] as const;

/** Positions follow from the order, so they are known before anything is written. */
export function numbered(planned: ValueObject): ValueObject {
  const { rule } = planned;
  return isList(rule)
    ? { ...planned, rule: rule.map((entry, pos) => (isObject(entry) ? { ...entry, pos } : entry)) }
    : planned;
}

/** A rule either inserts a group or says direction and action. */
export function checkRules({ rule }: ValueObject): readonly Diagnostic[] {
  return (isList(rule) ? rule : []).flatMap((entry, index) =>
    isObject(entry) ? checkRule(entry, index) : [],
  );
}

function checkRule(rule: ValueObject, index: number): readonly Diagnostic[] {
  const given = (name: string) => (rule[name] ?? null) !== null && rule[name] !== "";
  const at = (name: string) => ["rule", index, name];
  if (given("security_group")) {
    const besides = matching.filter((name) => name !== "iface" && given(name));
    return besides.map((name) =>
      error(`rule[${index}].${name}: a rule that inserts a security group has none`, {
        path: at(name),
        detail: "Put it into the group's own rules, or remove `security_group`.",
      }),
    );
  }
  const missing = (["type", "action"] as const).filter((name) => !given(name));
  const needsProtocol = (given("dport") || given("sport")) && !given("proto") && !isUnknown(rule["proto"]);
  return [
    ...missing.map((name) =>
      error(`rule[${index}].${name} is missing`, {
        path: at(name),
        detail: "A rule says its direction (type) and what happens (action), or names a security_group.",
      }),
    ),
    ...(needsProtocol
      ? [
          error(`rule[${index}].proto is missing`, {
            path: at("proto"),
            detail: "Ports belong to a protocol: set proto, for example tcp. A macro brings its own ports.",
          }),
        ]
      : []),
  ];
}

/** A rule as PVE takes it: a group is a rule of type `group` whose action is the group. */
export function sentRule(rule: ValueObject): Readonly<Record<string, string | number | boolean | undefined>> {
  const { security_group, enabled, pos: _pos, ...rest } = rule;
  const texts = Object.fromEntries(
    Object.entries(rest).flatMap(([name, value]) =>
      value === null || value === "" ? [] : [[name, value as string]],
    ),
  );
  const group =
    security_group === null || security_group === "" || security_group === undefined
      ? {}
      : { type: "group", action: security_group as string };
  return { ...texts, ...group, enable: enabled !== false };
}

/** A rule as PVE shows it, in the shape of the attributes. */
export function shownRule(row: Readonly<Record<string, unknown>>, names: readonly string[]): ValueObject {
  const isGroup = row["type"] === "group";
  const values = Object.fromEntries(names.map((name) => [name, (row[name] ?? null) as Value]));
  return {
    ...values,
    pos: Number(row["pos"]),
    enabled: Number(row["enable"] ?? 0) === 1,
    security_group: isGroup ? (row["action"] as string) : null,
    ...(isGroup ? { type: null, action: null } : {}),
  };
}
