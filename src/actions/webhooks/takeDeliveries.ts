import type { Id } from '../../core/base/id.ts';
import { webhookBinding } from '../../core/base/safe.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { isCallColumn } from '../../core/wires/exportedCall.ts';
import { type HookFacts, hookBody } from '../../core/wires/hookBody.ts';
import { isSentEvent } from '../../core/wires/hookEvents.ts';
import type { Attempt } from '../../core/wires/hookRetry.ts';
import { lockExport } from '../../db/tables/cdrExports.ts';
import { findExportedCalls, readExportedCalls } from '../../db/tables/exportedCalls.ts';
import { type ClaimedDelivery, claimDeliveries, saveDelivery } from '../../db/tables/webhookDeliveries.ts';
import { lockWebhook, type StoredWebhook } from '../../db/tables/webhooks.ts';
import { action, done, type Work } from '../action.ts';

export type TakenDelivery = {
  readonly id: Id;
  readonly accountId: Id | null;
  readonly key: string;
  readonly body: string;
  readonly tries: number;
};
export type TakenDeliveries = {
  readonly url: string;
  readonly doesAllowHttp: boolean;
  readonly secrets: readonly string[];
  readonly deliveries: readonly TakenDelivery[];
  /** With those that could not be written and are given up. */
  readonly count: number;
};

/** Longer than sending all that was taken can last; then whoever took it is taken for dead. Seconds. */
const leaseSeconds = 150;

/** Takes what is due for a webhook, with what is to be sent; undefined when it is not on any more. */
export const takeDeliveries = action<{ readonly webhookId: Id; readonly limit: number }, TakenDeliveries | undefined>(
  'webhook.take',
  'webhook.change',
  async (work, { webhookId, limit }) => {
    const webhook = await lockWebhook(work.tx, webhookId);
    if (webhook?.state !== 'on') return done(undefined, null);
    const now = formatInstant(work.now);
    const leaseUntil = formatInstant(addSeconds(work.now, leaseSeconds));
    const claimed = await claimDeliveries(work.tx, webhookId, { now, leaseUntil, limit });
    const deliveries: TakenDelivery[] = [];
    for (const event of claimed) {
      const { id, accountId, key, tries } = event;
      const body = await writtenOf(work, event);
      if (body === undefined) await saveDelivery(work.tx, id, { state: 'failed', at: now, nextTryAt: null, attempt: unwritable });
      else deliveries.push({ id, accountId, key, tries, body });
    }
    const { url, doesAllowHttp } = webhook;
    return done({ url, doesAllowHttp, secrets: secretsOf(work, webhook), deliveries, count: claimed.length }, null);
  },
);

function secretsOf(work: Work, { id, secretSealed, oldSecretSealed, oldSecretUntil }: StoredWebhook): readonly string[] {
  const isOldGood = oldSecretSealed !== null && (oldSecretUntil ?? 0) > work.now;
  return [secretSealed, ...(isOldGood ? [oldSecretSealed] : [])].map((sealed) => work.safe.open(sealed, webhookBinding(id)));
}

const unwritable: Attempt = { milliseconds: 0, problem: 'This event could not be written.', answer: '' };

/** Undefined: no body can be made of it, now or ever; the others do not wait for it. */
async function writtenOf(work: Work, event: ClaimedDelivery): Promise<string | undefined> {
  try {
    return await bodyOf(work, event);
  } catch (error) {
    // What the database refuses is tried again; without a connection, nothing of this is kept either.
    if (error instanceof Error && 'severity' in error) throw error;
    return undefined;
  }
}

async function bodyOf(work: Work, event: ClaimedDelivery): Promise<string> {
  const { key, kind, at, facts, accountId, currency } = event;
  if (!isSentEvent(kind)) throw new Error(`an event of unknown kind: ${kind}`);
  const account =
    accountId === null || event.accountNumber === null
      ? undefined
      : {
          ...{ id: accountId, accountNumber: event.accountNumber, customerNumber: event.customerNumber ?? '' },
          ...{ reference: event.reference ?? '', currency },
        };
  return hookBody({ key, kind, at, facts, account, currency, ...(await callsOf(work, kind, facts)) });
}

async function callsOf(work: Work, kind: string, facts: HookFacts) {
  if (kind === 'cdr_export.calls') return exportedPart(work, facts);
  if (!kind.startsWith('call.')) return { calls: [] };
  return { calls: await findExportedCalls(work.tx, [BigInt(String(facts.cdrId))]) };
}

/** The calls of one part of an export: read again from CDRs, which never change. */
async function exportedPart(work: Work, facts: HookFacts) {
  const found = await lockExport(work.tx, BigInt(String(facts.exportId)));
  if (!found || found.kind === 'start') return { calls: [] };
  const calls = await readExportedCalls(
    work.tx,
    { ...found, kind: found.kind },
    BigInt(String(facts.afterId)),
    Number(facts.count),
  );
  return { calls, columns: found.columns.filter(isCallColumn) };
}
