/**
 * The life of an import. Nothing of it holds before `booked`.
 *
 * uploading → described → reading → comparing → ready → confirmed → booked → undone
 *                 ▲          └─▶ faulty ◀─┘        │ (the rates in force changed: comparing again)
 *                 └── described anew from faulty, failed or ready; `failed` = the file cannot be read; cancelled before booked
 */
export const deckStates = [
  ...(['uploading', 'described', 'reading', 'comparing', 'faulty', 'failed', 'ready', 'confirmed', 'booked', 'undone'] as const),
  'cancelled',
] as const;
export type DeckState = (typeof deckStates)[number];

/** What makes an import. */
export const deckKinds = { file: 'File', edit: 'Bulk edit', copy: 'Copy' } as const;
export type DeckKind = keyof typeof deckKinds;
export const deckKindList = Object.keys(deckKinds) as [DeckKind, ...DeckKind[]];

/** The file comes in pieces of this size, the last may be shorter. Bytes. */
export const pieceBytes = 1024 * 1024;
/** Bytes. */
export const fileBytesMax = 200 * pieceBytes;
/** Lines of a file. */
export const linesMax = 2_000_000;
/** So many faults are told; then reading stops. */
export const faultsMax = 1000;

/** What a bulk edit or a copy works on: rates found by a search, or chosen one by one; nothing = all of the package. */
export type RateChoice = { readonly search?: string | undefined; readonly ids?: readonly string[] | undefined };

/** The figures of a difference report. */
export type DeckCounts = {
  readonly rows: number;
  readonly unchanged: number;
  /** Rates in force before. */
  readonly inForce: number;
  readonly verdicts: Readonly<Record<string, number>>;
  readonly suspicions: Readonly<Record<string, number>>;
  readonly suspicious: number;
};

/** True when a full list has fewer than half of the rates that hold now: perhaps a part of it is missing. */
export function isShrinking(counts: DeckCounts, mode: string): boolean {
  return mode === 'replace' && counts.inForce >= 20 && counts.rows * 2 < counts.inForce;
}
