// Generated from the definitions by `npm run generate`. Do not edit.

export * from "./provider.js";
export * from "./acl.js";
export * from "./cluster-options.js";
export * from "./file.js";
export * from "./firewall-rules.js";
export * from "./user-token.js";
export * from "./vm.js";
