/** A small seeded generator (mulberry32), so that a failing round can be run again. Numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from 0 to `below` - 1. */
export const pick = (random: () => number, below: number): number => Math.floor(random() * below);

/** SEED and ROUNDS of the environment; a short form has its own. */
export function seedAndRounds(shortRounds: number): { readonly seed: number; readonly rounds: number } {
  return { seed: Number(process.env.SEED ?? 1), rounds: Number(process.env.ROUNDS ?? shortRounds) };
}
