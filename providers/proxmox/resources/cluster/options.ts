import { computed, managed } from "../../../../lib/schema/roles.js";
import { resource } from "../../../../lib/schema/resource.js";
import { nested } from "../../../../lib/schema/structures.js";
import { decimal, flag, integer, oneOf, text, textLike } from "../../../../lib/schema/types.js";
import type { Connection } from "../../connection.js";
import { singletonVerbs } from "../../rest/singleton-verbs.js";
import { email } from "../../form/email.js";
import { network } from "../../form/network.js";

const cidr = network.type.refine(
  (text) => text.includes("/"),
  "a network with the length of its prefix: `10.0.0.0/24`",
);
const proxy = textLike(/^http:\/\/\S+$/, "an address such as `http://proxy.example.com:3128`");
const macPrefix = textLike(
  /^[0-9A-Fa-f][02468ACEace](?::[0-9A-Fa-f]{2}){0,2}:?$/,
  "the first bytes of a unicast address: `BC:24:11`",
);
const keyboards = [
  "de",
  "de-ch",
  "da",
  "en-gb",
  "en-us",
  "es",
  "fi",
  "fr",
  "fr-be",
  "fr-ca",
  "fr-ch",
  "hu",
  "is",
  "it",
  "ja",
  "lt",
  "mk",
  "nl",
  "no",
  "pl",
  "pt",
  "pt-br",
  "sv",
  "sl",
  "tr",
] as const;
const languages = [
  "ca",
  "da",
  "de",
  "en",
  "es",
  "eu",
  "fa",
  "fr",
  "he",
  "it",
  "ja",
  "nb",
  "nn",
  "pl",
  "pt_BR",
  "ru",
  "sl",
  "sv",
  "tr",
  "zh_CN",
  "zh_TW",
] as const;
const target = textLike(/^[^\s,](?:[^,\n]*[^\s,])?$/, "no commas, and no blank at the beginning or end");
const limit = (of: string, key: string) =>
  managed(decimal, `Limit of ${of}, in KiB/s.`, { key: `bwlimit.${key}` });

const attributes = {
  id: computed(text, "`cluster`."),
  bandwidth_limit_clone: limit("cloning a disk", "clone"),
  bandwidth_limit_default: limit("what has no limit of its own", "default"),
  bandwidth_limit_migration: limit("migrating a guest", "migration"),
  bandwidth_limit_move: limit("moving a disk", "move"),
  bandwidth_limit_restore: limit("restoring a guest", "restore"),
  console: managed(oneOf("applet", "vv", "html5", "xtermjs"), "The viewer that opens by default."),
  crs_ha: managed(oneOf("static", "basic", "dynamic"), "How HA chooses a node.", { key: "crs.ha" }),
  crs_ha_auto_rebalance: managed(flag, "Whether HA moves guests to balance the nodes.", {
    key: "crs.ha-auto-rebalance",
  }),
  crs_ha_auto_rebalance_hold_duration: managed(decimal.min(0), "Rounds of HA that an imbalance must last.", {
    key: "crs.ha-auto-rebalance-hold-duration",
    requires: "crs_ha_auto_rebalance",
  }),
  crs_ha_auto_rebalance_margin: managed(
    integer({ min: 0, max: 100 }),
    "Improvement that a move must bring, in percent.",
    { key: "crs.ha-auto-rebalance-margin", requires: "crs_ha_auto_rebalance" },
  ),
  crs_ha_auto_rebalance_method: managed(oneOf("bruteforce", "topsis"), "How a better place is found.", {
    key: "crs.ha-auto-rebalance-method",
    requires: "crs_ha_auto_rebalance",
  }),
  crs_ha_auto_rebalance_threshold: managed(
    integer({ min: 0, max: 100 }),
    "Imbalance that is tolerated, in percent.",
    { key: "crs.ha-auto-rebalance-threshold", requires: "crs_ha_auto_rebalance" },
  ),
  crs_ha_rebalance_on_start: managed(flag, "Whether a guest's node is chosen anew when it starts.", {
    key: "crs.ha-rebalance-on-start",
  }),
  description: managed(text, "Notes on the cluster.", { canonical: (value) => value.replace(/\n$/, "") }),
  email_from: managed(email, "Sender of the cluster's mails."),
  ha_shutdown_policy: managed(
    oneOf("freeze", "failover", "migrate", "conditional"),
    "What HA does when a node shuts down.",
    { key: "ha.shutdown_policy" },
  ),
  http_proxy: managed(proxy, "Proxy for downloads by the nodes."),
  keyboard: managed(oneOf(...keyboards), "Keyboard layout of consoles."),
  language: managed(oneOf(...languages), "Language of the web interface."),
  mac_prefix: managed(macPrefix, "Prefix of generated MAC addresses.", {
    canonical: (value) => value.toLowerCase(),
  }),
  max_workers: managed(integer({ min: 1 }), "Guests started or migrated at once per node."),
  migration_cidr: managed(cidr, "Network that migrations use, as CIDR.", {
    key: "migration.network",
  }),
  migration_type: managed(oneOf("secure", "insecure"), "Whether migrations are encrypted.", {
    key: "migration.type",
    otherwise: "secure",
  }),
  next_id: nested("managed", "The range that new guests' ids are taken from.", {
    attributes: {
      lower: managed(integer({ min: 100 }), "Lowest id.", { key: "next-id.lower" }),
      upper: managed(integer({ max: 999_999_999 }), "First id above the range.", { key: "next-id.upper" }),
    },
  }),
  notify: nested("managed", "What the cluster notifies about.", {
    attributes: {
      ha_fencing_mode: managed(oneOf("always", "never"), "Fencing of nodes.", { key: "notify.fencing" }),
      ha_fencing_target: managed(target, "Where fencing is told.", { key: "notify.target-fencing" }),
      package_updates: managed(oneOf("auto", "always", "never"), "Package updates.", {
        key: "notify.package-updates",
      }),
      package_updates_target: managed(target, "Where package updates are told.", {
        key: "notify.target-package-updates",
      }),
      replication: managed(oneOf("always", "never"), "Failed replications.", { key: "notify.replication" }),
      replication_target: managed(target, "Where failed replications are told.", {
        key: "notify.target-replication",
      }),
    },
  }),
} as const;

/** The options of the whole cluster. Several stacks may each own some of them. */
export const clusterOptions = resource<Connection, typeof attributes>({
  type: "cluster_options",
  aliases: ["proxmox_virtual_environment_cluster_options"],
  description:
    "The options of the whole cluster (datacenter.cfg). What the code doesn't name is left as it is, so several stacks may each own some; removing the resource puts back what was there before.",
  source: "/cluster/options",
  attributes,
  identity: [],
  importId: { form: "cluster", example: "cluster", parse: (id) => (id === "cluster" ? {} : undefined) },
  singleton: true,
  verbs: singletonVerbs(attributes, { path: "/cluster/options", id: "cluster" }),
});
