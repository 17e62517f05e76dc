import type { ProxmoxFirewallRulesConfigRule } from "../generated/firewall-rules.js";

/** What rules lack: each says direction and action or names a group, and ports belong to a protocol. */
export function firewallRuleProblems(rules: readonly ProxmoxFirewallRulesConfigRule[]): string[] {
  return rules.flatMap((rule, index) => {
    const isGroup = rule.securityGroup !== undefined;
    const needsProtocol =
      (rule.dport !== undefined || rule.sport !== undefined) &&
      rule.proto === undefined &&
      rule.macro === undefined;
    return [
      ...(!isGroup && (rule.type === undefined || rule.action === undefined)
        ? [`rules[${index}]: say type and action, or a securityGroup`]
        : []),
      ...(needsProtocol ? [`rules[${index}]: ports need a protocol (proto: "tcp") or a macro`] : []),
    ];
  });
}
