import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { template } from "../../../providers/proxmox/rest/template.js";

describe("a template", () => {
  it("reads what it filled in, whatever stands in the parts", () => {
    const part = fc.stringMatching(/^[A-Za-z0-9.@_-]{1,12}$/);
    fc.assert(
      fc.property(part, part, (user_id, token_name) => {
        const token = template("{user_id}!{token_name}");
        expect(token.parse(token.fill({ user_id, token_name }))).toEqual({ user_id, token_name });
      }),
    );
  });

  it("encodes parts of a path, so that a name can't leave its place", () => {
    expect(template("/pools/{id}").fill({ id: "a/../b c" }, encodeURIComponent)).toBe(
      "/pools/a%2F..%2Fb%20c",
    );
  });

  it("does not read a text of another form", () => {
    expect(template("{user_id}!{token_name}").parse("alice@pve")).toBeUndefined();
  });
});
