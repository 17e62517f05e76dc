// Generated from the definitions by `npm run generate`. Do not edit.

import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

import { GeneratedResource } from "../../../lib/constructs/generated-resource.js";
import type { Shape } from "../../../lib/constructs/terraform-names.js";

export interface ProxmoxClusterOptionsConfigNextId {
  /** Lowest id. Unset: left as it is. */
  readonly lower?: number;
  /** First id above the range. Unset: left as it is. */
  readonly upper?: number;
}

export interface ProxmoxClusterOptionsConfigNotify {
  /** Fencing of nodes. Unset: left as it is. */
  readonly haFencingMode?: "always" | "never";
  /** Where fencing is told. Unset: left as it is. */
  readonly haFencingTarget?: string;
  /** Package updates. Unset: left as it is. */
  readonly packageUpdates?: "auto" | "always" | "never";
  /** Where package updates are told. Unset: left as it is. */
  readonly packageUpdatesTarget?: string;
  /** Failed replications. Unset: left as it is. */
  readonly replication?: "always" | "never";
  /** Where failed replications are told. Unset: left as it is. */
  readonly replicationTarget?: string;
}

export interface ProxmoxClusterOptionsConfig extends TerraformMetaArguments {
  /** Limit of cloning a disk, in KiB/s. Unset: left as it is. */
  readonly bandwidthLimitClone?: number;
  /** Limit of what has no limit of its own, in KiB/s. Unset: left as it is. */
  readonly bandwidthLimitDefault?: number;
  /** Limit of migrating a guest, in KiB/s. Unset: left as it is. */
  readonly bandwidthLimitMigration?: number;
  /** Limit of moving a disk, in KiB/s. Unset: left as it is. */
  readonly bandwidthLimitMove?: number;
  /** Limit of restoring a guest, in KiB/s. Unset: left as it is. */
  readonly bandwidthLimitRestore?: number;
  /** The viewer that opens by default. Unset: left as it is. */
  readonly console?: "applet" | "vv" | "html5" | "xtermjs";
  /** How HA chooses a node. Unset: left as it is. */
  readonly crsHa?: "static" | "basic" | "dynamic";
  /** Whether HA moves guests to balance the nodes. Unset: left as it is. */
  readonly crsHaAutoRebalance?: boolean | IResolvable;
  /** Rounds of HA that an imbalance must last. Unset: left as it is. Needs `crs_ha_auto_rebalance`. */
  readonly crsHaAutoRebalanceHoldDuration?: number;
  /** Improvement that a move must bring, in percent. Unset: left as it is. Needs `crs_ha_auto_rebalance`. */
  readonly crsHaAutoRebalanceMargin?: number;
  /** How a better place is found. Unset: left as it is. Needs `crs_ha_auto_rebalance`. */
  readonly crsHaAutoRebalanceMethod?: "bruteforce" | "topsis";
  /** Imbalance that is tolerated, in percent. Unset: left as it is. Needs `crs_ha_auto_rebalance`. */
  readonly crsHaAutoRebalanceThreshold?: number;
  /** Whether a guest's node is chosen anew when it starts. Unset: left as it is. */
  readonly crsHaRebalanceOnStart?: boolean | IResolvable;
  /** Notes on the cluster. Unset: left as it is. */
  readonly description?: string;
  /** Sender of the cluster's mails. Unset: left as it is. */
  readonly emailFrom?: string;
  /** What HA does when a node shuts down. Unset: left as it is. */
  readonly haShutdownPolicy?: "freeze" | "failover" | "migrate" | "conditional";
  /** Proxy for downloads by the nodes. Unset: left as it is. */
  readonly httpProxy?: string;
  /** Keyboard layout of consoles. Unset: left as it is. */
  readonly keyboard?: "de" | "de-ch" | "da" | "en-gb" | "en-us" | "es" | "fi" | "fr" | "fr-be" | "fr-ca" | "fr-ch" | "hu" | "is" | "it" | "ja" | "lt" | "mk" | "nl" | "no" | "pl" | "pt" | "pt-br" | "sv" | "sl" | "tr";
  /** Language of the web interface. Unset: left as it is. */
  readonly language?: "ca" | "da" | "de" | "en" | "es" | "eu" | "fa" | "fr" | "he" | "it" | "ja" | "nb" | "nn" | "pl" | "pt_BR" | "ru" | "sl" | "sv" | "tr" | "zh_CN" | "zh_TW";
  /** Prefix of generated MAC addresses. Unset: left as it is. */
  readonly macPrefix?: string;
  /** Guests started or migrated at once per node. Unset: left as it is. */
  readonly maxWorkers?: number;
  /** Network that migrations use, as CIDR. Unset: left as it is. */
  readonly migrationCidr?: string;
  /** Whether migrations are encrypted. Unset: left as it is. */
  readonly migrationType?: "secure" | "insecure";
  /** The range that new guests' ids are taken from. Unset: left as it is. */
  readonly nextId?: ProxmoxClusterOptionsConfigNextId;
  /** What the cluster notifies about. Unset: left as it is. */
  readonly notify?: ProxmoxClusterOptionsConfigNotify;
}

const shape: Shape = { nextId: { kind: "nested", inner: {} }, notify: { kind: "nested", inner: {} } };

/** The options of the whole cluster (datacenter.cfg). What the code doesn't name is left as it is, so several stacks may each own some; removing the resource puts back what was there before. */
export class ProxmoxClusterOptions extends GeneratedResource {
  static readonly tfResourceType = "proxmox_cluster_options";

  constructor(scope: Construct, id: string, config: ProxmoxClusterOptionsConfig = {}) {
    const provider = { name: "proxmox", version: "0.1.0" };
    super(scope, id, { type: { terraformType: ProxmoxClusterOptions.tfResourceType, provider, shape }, config });
  }

  /** `cluster`. Told by the object. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Limit of cloning a disk, in KiB/s. Unset: left as it is. */
  get bandwidthLimitClone(): number {
    return this.getNumberAttribute("bandwidth_limit_clone");
  }

  /** Limit of what has no limit of its own, in KiB/s. Unset: left as it is. */
  get bandwidthLimitDefault(): number {
    return this.getNumberAttribute("bandwidth_limit_default");
  }

  /** Limit of migrating a guest, in KiB/s. Unset: left as it is. */
  get bandwidthLimitMigration(): number {
    return this.getNumberAttribute("bandwidth_limit_migration");
  }

  /** Limit of moving a disk, in KiB/s. Unset: left as it is. */
  get bandwidthLimitMove(): number {
    return this.getNumberAttribute("bandwidth_limit_move");
  }

  /** Limit of restoring a guest, in KiB/s. Unset: left as it is. */
  get bandwidthLimitRestore(): number {
    return this.getNumberAttribute("bandwidth_limit_restore");
  }

  /** The viewer that opens by default. Unset: left as it is. */
  get console(): string {
    return this.getStringAttribute("console");
  }

  /** How HA chooses a node. Unset: left as it is. */
  get crsHa(): string {
    return this.getStringAttribute("crs_ha");
  }

  /** Whether HA moves guests to balance the nodes. Unset: left as it is. */
  get crsHaAutoRebalance(): IResolvable {
    return this.getBooleanAttribute("crs_ha_auto_rebalance");
  }

  /** Rounds of HA that an imbalance must last. Unset: left as it is. Needs `crs_ha_auto_rebalance`. */
  get crsHaAutoRebalanceHoldDuration(): number {
    return this.getNumberAttribute("crs_ha_auto_rebalance_hold_duration");
  }

  /** Improvement that a move must bring, in percent. Unset: left as it is. Needs `crs_ha_auto_rebalance`. */
  get crsHaAutoRebalanceMargin(): number {
    return this.getNumberAttribute("crs_ha_auto_rebalance_margin");
  }

  /** How a better place is found. Unset: left as it is. Needs `crs_ha_auto_rebalance`. */
  get crsHaAutoRebalanceMethod(): string {
    return this.getStringAttribute("crs_ha_auto_rebalance_method");
  }

  /** Imbalance that is tolerated, in percent. Unset: left as it is. Needs `crs_ha_auto_rebalance`. */
  get crsHaAutoRebalanceThreshold(): number {
    return this.getNumberAttribute("crs_ha_auto_rebalance_threshold");
  }

  /** Whether a guest's node is chosen anew when it starts. Unset: left as it is. */
  get crsHaRebalanceOnStart(): IResolvable {
    return this.getBooleanAttribute("crs_ha_rebalance_on_start");
  }

  /** Notes on the cluster. Unset: left as it is. */
  get description(): string {
    return this.getStringAttribute("description");
  }

  /** Sender of the cluster's mails. Unset: left as it is. */
  get emailFrom(): string {
    return this.getStringAttribute("email_from");
  }

  /** What HA does when a node shuts down. Unset: left as it is. */
  get haShutdownPolicy(): string {
    return this.getStringAttribute("ha_shutdown_policy");
  }

  /** Proxy for downloads by the nodes. Unset: left as it is. */
  get httpProxy(): string {
    return this.getStringAttribute("http_proxy");
  }

  /** Keyboard layout of consoles. Unset: left as it is. */
  get keyboard(): string {
    return this.getStringAttribute("keyboard");
  }

  /** Language of the web interface. Unset: left as it is. */
  get language(): string {
    return this.getStringAttribute("language");
  }

  /** Prefix of generated MAC addresses. Unset: left as it is. */
  get macPrefix(): string {
    return this.getStringAttribute("mac_prefix");
  }

  /** Guests started or migrated at once per node. Unset: left as it is. */
  get maxWorkers(): number {
    return this.getNumberAttribute("max_workers");
  }

  /** Network that migrations use, as CIDR. Unset: left as it is. */
  get migrationCidr(): string {
    return this.getStringAttribute("migration_cidr");
  }

  /** Whether migrations are encrypted. Unset: left as it is. */
  get migrationType(): string {
    return this.getStringAttribute("migration_type");
  }

  /** The range that new guests' ids are taken from. Unset: left as it is. */
  get nextId(): IResolvable {
    return this.interpolationForAttribute("next_id");
  }

  /** What the cluster notifies about. Unset: left as it is. */
  get notify(): IResolvable {
    return this.interpolationForAttribute("notify");
  }
}
