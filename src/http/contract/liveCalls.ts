import * as z from 'zod';
import { roundingModeList } from '../../core/base/divide.ts';
import { includedModes } from '../../core/rating/includedSeconds.ts';
import { callDirections, callParams } from './calls.ts';
import { idSchema, instantSchema, moneySchema, nothing } from './common.ts';
import { endpoint } from './endpoint.ts';
import { qualitySchema } from './quality.ts';

export const liveCallSchema = z.object({
  callId: z.string(),
  accountId: idSchema,
  accountName: z.string(),
  callerNumber: z.string(),
  phoneLabel: z.string(),
  dialled: z.string(),
  number: z.string(),
  destination: z.string(),
  destinationKind: z.string(),
  providerId: idSchema.nullable(),
  providerName: z.string(),
  attempt: z.int().nullable().meta({ description: 'Which attempt has the call, from 1; null = it still rings' }),
  attempts: z.int().meta({ description: 'How many were planned' }),
  protocol: z.string(),
  direction: z.enum(callDirections),
  state: z.enum(['reserved', 'active']),
  startedAt: instantSchema,
  answeredAt: instantSchema.nullable(),
  grantedSeconds: z.int(),
  isMetered: z.boolean(),
  hold: moneySchema,
  currency: z.string(),
  codec: z.string().meta({ description: 'Of the side that answered; empty = not known' }),
  postDialDelayMilliseconds: z.int().nullable(),
  quality: qualitySchema.nullable(),
  price: moneySchema.nullable().meta({ description: 'If it ended at `asOf`; null = it rings, or its rate is not known' }),
  rateKey: z.string().nullable(),
  included: z
    .object({
      seconds: z.int(),
      mode: z.enum(Object.keys(includedModes) as (keyof typeof includedModes)[]),
      coversFlagFall: z.boolean(),
    })
    .nullable(),
  cost: moneySchema
    .nullable()
    .meta({ description: 'What the provider takes until `asOf`; null = not known, or not for your level' }),
  costRateKey: z.string().nullable(),
});
export type LiveCallRow = z.output<typeof liveCallSchema>;

const known = {
  asOf: instantSchema,
  items: z.array(liveCallSchema),
  rates: z
    .record(
      z.string(),
      z.object({ rate: z.record(z.string(), z.unknown()), decimals: z.int(), roundingMode: z.enum(roundingModeList) }),
    )
    .meta({
      description: 'By `rateKey` and `costRateKey`: what the calls are priced by, for counting on until they are told again',
    }),
};
export const liveCallsSchema = z.object({
  ...known,
  total: z.int().meta({ description: 'Of all calls; 5,000 of them are listed' }),
});
/** What moved since: calls that are new or different, and those that are over. */
export const liveCallsMovedSchema = z.object({ ...known, ended: z.array(z.string()), total: z.int() });

export const listLiveCalls = endpoint({
  method: 'GET',
  path: '/live-calls',
  tag: 'Calls',
  access: 'call.read',
  summary: 'Calls in progress, with what they cost so far',
  response: liveCallsSchema,
});
export const hangUpCall = endpoint({
  method: 'POST',
  path: '/live-calls/:callId/hang-up',
  tag: 'Calls',
  access: 'call.hang_up',
  summary: 'End a call in progress',
  status: 202,
  params: callParams,
  response: nothing,
});
/**
 * Server-sent events at `/api/v1/live` (not described by a JSON schema): `calls` = all calls in progress, once at the beginning, then
 * `moved` = those that changed and the ids of those that ended; `account` = {id} whose money, phones or settings moved, `status` = health.
 */
export const livePath = '/live';
