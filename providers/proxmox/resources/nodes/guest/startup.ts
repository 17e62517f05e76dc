import { managed } from "../../../../../lib/schema/roles.js";
import { integer } from "../../../../../lib/schema/types.js";
import { lineNotation } from "./line.js";
import { property } from "./property.js";

/** The line in which a guest starts and stops with its node. */
export const startup = property(
  { key: "startup", notation: lineNotation("order") },
  "Order and pace when the node starts and stops its guests; needs Sys.Modify on /.",
  {
    order: managed(integer({ min: 0 }), "Lower starts first and stops last."),
    up_delay: managed(integer({ min: 0 }), "Seconds until the next guest starts.", { key: "up" }),
    down_delay: managed(integer({ min: 0 }), "Seconds to wait for its shutdown.", { key: "down" }),
  },
);
