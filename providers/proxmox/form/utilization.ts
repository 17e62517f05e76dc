/** A share of the processors between 0 and 1, in hundredths: more digits change with every look. */
export const utilization = {
  decode: (text: string): number => Math.round(Number(text) * 100) / 100,
} as const;
