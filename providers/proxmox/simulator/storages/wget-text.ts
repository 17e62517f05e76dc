const units = ["", "K", "M", "G", "T"];
const dot = 2 ** 20;
const dotsInGroup = 8;
const groupsInLine = 4;
const inLine = dot * dotsInGroup * groupsInLine;

/** `358400 (350K)` */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  if (unit === 0) return String(bytes);
  const digits = value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : String(Math.round(value));
  return `${bytes} (${digits}${units[unit]})`;
}

/** A finished transfer as wget draws it with `--progress=dot:giga`: a dot a mebibyte, 32 of them a line. */
export function progressLines(bytes: number): readonly string[] {
  const lines = Math.max(1, Math.ceil(bytes / inLine));
  return Array.from({ length: lines }, (_, index) => {
    const dots = Math.min(dotsInGroup * groupsInLine, Math.floor((bytes - index * inLine) / dot));
    const groups = Array.from({ length: groupsInLine }, (__, group) =>
      ` ${".".repeat(Math.max(0, Math.min(dotsInGroup, dots - group * dotsInGroup)))}`.padEnd(
        dotsInGroup + 1,
      ),
    );
    const share = bytes === 0 ? 100 : Math.floor((Math.min(bytes, (index + 1) * inLine) / bytes) * 100);
    const isLast = index === lines - 1;
    return `${String((index * inLine) / 1024).padStart(6)}K${groups.join("")}${String(share).padStart(3)}%  749M${isLast ? "=0s" : " 0s"}`;
  });
}
