import * as z from 'zod';
import { qualityWords } from '../../core/calls/quality.ts';

const count = z.number().nonnegative();
const mediaStatsSchema = z.object({
  ...{ received: count, lost: count, jitter: count, sent: count, lostThere: count, jitterThere: count, roundTrip: count },
});
export const qualitySchema = z
  .object({
    word: z.enum(qualityWords),
    mos: z.number().min(1).max(4.5).optional(),
    callee: mediaStatsSchema.optional(),
    caller: mediaStatsSchema.optional(),
  })
  .meta({
    description:
      'How it sounds: a word, an estimated opinion score (ITU-T G.107), packets of each side, and milliseconds of jitter and round trip',
  });
