import { tool, type ToolCommand } from "./tool.js";

const access = (verb: string, path: string, ...positional: readonly string[]): ToolCommand => ({
  method: `${verb} /access${path}`,
  positional,
});

/** Add, modify, delete and list what the API keeps under one path. */
function commandsOf(name: string, path: string, id: string): Readonly<Record<string, ToolCommand>> {
  return {
    [`${name} add`]: access("POST", path, id),
    [`${name} modify`]: access("PUT", `${path}/{${id}}`, id),
    [`${name} delete`]: access("DELETE", `${path}/{${id}}`, id),
    [`${name} list`]: access("GET", path),
  };
}

const token = "/users/{userid}/token";
const modifyAcl = access("PUT", "/acl", "path");

export const pveum = tool("pveum", {
  ...commandsOf("user", "/users", "userid"),
  ...commandsOf("group", "/groups", "groupid"),
  ...commandsOf("role", "/roles", "roleid"),
  ...commandsOf("realm", "/domains", "realm"),
  "user token add": access("POST", `${token}/{tokenid}`, "userid", "tokenid"),
  "user token modify": access("PUT", `${token}/{tokenid}`, "userid", "tokenid"),
  "user token remove": access("DELETE", `${token}/{tokenid}`, "userid", "tokenid"),
  "user token list": access("GET", token, "userid"),
  "user permissions": access("GET", "/permissions", "userid"),
  "acl modify": modifyAcl,
  "acl delete": { method: "PUT /access/acl", positional: ["path"], fixed: { delete: 1 } },
  "acl list": access("GET", "/acl"),
  aclmod: modifyAcl,
  passwd: access("PUT", "/password", "userid", "password"),
});
