import { beginSearch } from "./search.js";

/** So many places are told; a leak is mostly one and the same in many. */
const told = 20;

/** Runs around all tests: the run fails where a secret of any of them was shown anywhere. */
export default function aroundAllTests(): () => void {
  const end = beginSearch();
  return () => {
    const leaks = end();
    if (leaks.length === 0) return;
    console.error(`Secrets came to light, ${leaks.length} times:\n${leaks.slice(0, told).join("\n")}`);
    // What is thrown here is only told.
    process.exitCode = 1;
  };
}
