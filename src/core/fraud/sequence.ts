/** Neighbours of a run lie at most so far apart: who dials through a block leaves some out. */
const gapMax = 3n;

/** The longest run of numbers that follow one another, in order. E.164 digits. */
export function longestRun(numbers: readonly string[]): readonly string[] {
  const sorted = [...new Set(numbers)].map(BigInt).sort((a, b) => (a < b ? -1 : 1));
  let longest: readonly bigint[] = [];
  let run: bigint[] = [];
  for (const one of sorted) {
    const previous = run.at(-1);
    if (previous !== undefined && one - previous > gapMax) run = [];
    run = [...run, one];
    if (run.length > longest.length) longest = run;
  }
  return longest.map(String);
}
