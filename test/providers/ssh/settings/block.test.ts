import { describe, expect, it } from "vitest";

import { unknown } from "../../../../lib/value/value.js";
import { parsedSettings } from "../../parsed-settings.js";
import { byPassword, byToken, environment, ssh, wrong } from "./reading.js";

describe("the ssh block", () => {
  it("is one: a second is refused", () => {
    expect(wrong({ ...byPassword, ssh: [{}, {}] })).toEqual([
      expect.stringContaining("ssh is written twice"),
    ]);
  });

  it("tells all that is wrong at once, beside what is wrong with the API's settings", () => {
    expect(wrong({ api_token: "x", ssh: [{ socks5_server: ":", private_key: "x" }] })).toHaveLength(4);
  });

  it("is not judged while something in it is not known", () => {
    expect(ssh({ ...byToken, username: "root@pam", ssh: [{ agent: true }] })).toBeDefined();
    const { settings, diagnostics } = parsedSettings(
      { ...byToken, ssh: [{ username: unknown }] },
      environment,
    );
    expect([settings, diagnostics]).toEqual([undefined, []]);
  });
});
