import { textLike } from "../../../../../lib/schema/types.js";

/** A MAC address; upper and lower case are the same. */
export const macAddress = {
  type: textLike(/^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}$/, "must look like BC:24:11:00:00:AA"),
  canonical: (address: string) => address.toUpperCase(),
};

/** VLANs that an interface passes on. */
export const trunks = textLike(/^\d+(-\d+)?(;\d+(-\d+)?)*$/, "must be VLAN numbers and ranges: 7;10-20");
