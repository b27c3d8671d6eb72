/** What was counted on one side of a call (RFC 3550 §6.4): of what came from there, and what that side says of what it was sent. */
export type MediaStats = {
  /** Packets that came, and those that should have come. */
  readonly received: number;
  readonly lost: number;
  /** Interarrival jitter of what came. Milliseconds. */
  readonly jitter: number;
  /** Packets that were sent there, and those that it misses; the latter 0 when it sends no reports. */
  readonly sent: number;
  readonly lostThere: number;
  /** Milliseconds. */
  readonly jitterThere: number;
  /** There and back. Milliseconds; 0 = not known. */
  readonly roundTrip: number;
};

/** How a call sounds, in a word. `no_sound`: a side was sent sound and nothing came back. */
export const qualityWords = ['good', 'fair', 'poor', 'no_sound'] as const;
export type QualityWord = (typeof qualityWords)[number];

/** How a call sounds: the word for the worst of its directions, and what it was made of. */
export type CallQuality = {
  readonly word: QualityWord;
  /** Estimated mean opinion score, 1 to 4.5 (ITU-T G.107); absent where there is no sound to judge. */
  readonly mos?: number | undefined;
  readonly callee?: MediaStats | undefined;
  readonly caller?: MediaStats | undefined;
};

/** Fewer packets than a second of sound say nothing. */
const packetsMin = 50;
/** So much sent and nothing back: one of the two hears nothing. */
const packetsInVain = 100;

/** Judges what was counted on the sides of a call; undefined when there is too little of it. */
export function qualityOf(sides: Pick<CallQuality, 'callee' | 'caller'>): CallQuality | undefined {
  const known = [sides.callee, sides.caller].filter((one) => one !== undefined);
  const measured = {
    ...(sides.callee && { callee: sides.callee }),
    ...(sides.caller && { caller: sides.caller }),
  };
  if (known.some(({ received, sent }) => received === 0 && sent >= packetsInVain)) return { word: 'no_sound', ...measured };
  const scores = known.flatMap(directions).map(opinionScore);
  if (scores.length === 0) return undefined;
  const mos = Math.min(...scores);
  return { word: wordOf(mos), mos, ...measured };
}

type Direction = { readonly lossShare: number; readonly jitter: number; readonly roundTrip: number };

function directions(side: MediaStats): readonly Direction[] {
  const { roundTrip } = side;
  const came = { lossShare: share(side.lost, side.received + side.lost), jitter: side.jitter, roundTrip };
  const went = { lossShare: share(side.lostThere, side.sent), jitter: side.jitterThere, roundTrip };
  return [...(side.received >= packetsMin ? [came] : []), ...(side.sent >= packetsMin ? [went] : [])];
}

const share = (part: number, whole: number): number => (whole <= 0 ? 0 : Math.min(1, Math.max(0, part / whole)));

/**
 * The E-model of ITU-T G.107 with its defaults: delay as simplified by Cole and Rosenbluth (2001), loss as in G.113 for G.711
 * with loss concealment (Bpl 25.1). Two digits. Ours is the transport alone: a codec that sounds thin is not counted against it.
 */
export function opinionScore({ lossShare, jitter, roundTrip }: Direction): number {
  // A jitter buffer holds back about twice the jitter; 20 ms are in the packet itself.
  const delay = roundTrip / 2 + 2 * jitter + 20;
  const delayed = 0.024 * delay + (delay > 177.3 ? 0.11 * (delay - 177.3) : 0);
  const percent = lossShare * 100;
  const rating = Math.max(0, 93.2 - delayed - (95 * percent) / (percent + 25.1));
  const score = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
  return Math.round(Math.min(4.5, Math.max(1, score)) * 100) / 100;
}

/** ITU-T G.109: from 4.03 on users are satisfied, below 3.6 many are not. */
function wordOf(mos: number): QualityWord {
  if (mos >= 4.03) return 'good';
  return mos >= 3.6 ? 'fair' : 'poor';
}
