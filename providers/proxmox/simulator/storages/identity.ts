import { createHash } from "node:crypto";

import { textOf, type Routes } from "../call.js";
import { fail } from "../failure.js";
import { enabledStorage } from "./enabled.js";

/** Which server's store a storage is, whatever it is called here; only backup servers tell. */
export const identityRoutes: Routes = {
  "GET /nodes/{node}/storage/{storage}/identity": (call) => {
    const { type, config } = enabledStorage(
      call.world,
      textOf(call, "storage") as string,
      textOf(call, "node"),
    );
    if (type !== "pbs")
      fail(
        "get_identity not implemented for this plugin at /usr/share/perl5/PVE/Storage/Plugin.pm line 2681.",
      );
    const id = createHash("md5").update(String(config["server"])).digest("hex");
    return { type, id: id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5") };
  },
};
