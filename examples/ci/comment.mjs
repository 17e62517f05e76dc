// Turns what `pve-cdk plan --json` printed into a comment: node comment.mjs shown.json > comment.md
import { readFileSync } from "node:fs";

const lines = readFileSync(process.argv[2], "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const plans = lines.filter(({ kind }) => kind === "planned").map(({ plan }) => plan);

for (const { stack, steps } of plans) {
  const changes = steps.filter(({ action }) => action !== "none" && action !== "read");
  console.log(`### ${stack}: ${changes.length === 0 ? "no changes" : `${changes.length} to change`}\n`);
  if (changes.length === 0) continue;
  console.log("| what | action | effect |\n| --- | --- | --- |");
  for (const { address, construct = address, action, effect, loses } of changes)
    console.log(
      `| \`${construct}\` | ${action} | ${[effect, ...(loses.length === 0 ? [] : ["**loses data**"])].join(", ")} |`,
    );
  console.log("");
}
