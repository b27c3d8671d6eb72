import type { Id } from '../../core/base/id.ts';
import { rows, sql, type Tx } from '../sql.ts';

/** Phones, ring groups and incoming numbers of an account: what its incoming calls may be sent to, and what they may not. */
export async function findAccountTargets(tx: Tx, accountId: Id) {
  const phones = await rows<{ number: string; hasVoicemail: boolean }>(
    tx,
    sql`select number, has_voicemail as "hasVoicemail" from network_number where account_id = ${accountId}`,
  );
  const groups = await rows<{ id: Id }>(tx, sql`select id from ring_group where account_id = ${accountId}`);
  const incoming = await rows<{ number: string }>(tx, sql`select number from incoming_number where account_id = ${accountId}`);
  return {
    phones: new Map(phones.map(({ number, hasVoicemail }) => [number, { hasVoicemail }])),
    ringGroupIds: new Set(groups.map(({ id }) => String(id))),
    incomingNumbers: new Set(incoming.map(({ number }) => number)),
  };
}
