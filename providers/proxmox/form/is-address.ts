import { ipNumber } from "./ip-number.js";

/** Whether a text is an address, alone or with the length of a prefix that it can have. */
export function isAddress(text: string): boolean {
  const [address = "", length = "0"] = text.split("/");
  const ip = ipNumber(address);
  return ip !== undefined && Number(length) <= ip.bits;
}
