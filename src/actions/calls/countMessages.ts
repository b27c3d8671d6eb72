import type { Id } from '../../core/base/id.ts';
import { addSeconds, type Seconds } from '../../core/base/time.ts';
import type { MessageCount } from '../../core/calls/message.ts';
import { countAllMessages, countMessagesOf } from '../../db/tables/messageCounts.ts';
import type { CallContext } from './callContext.ts';

/** Asterisk remembers what it was told: a number whose messages went while it could not be told is told that none is left. Seconds. */
const lately: Seconds = 7 * 86_400;

/** What the message lamps of an account's phones show; of every phone that has messages, or had some lately, where no account is named. */
export async function countMessages(context: CallContext, accountId?: Id): Promise<readonly MessageCount[]> {
  return accountId === undefined
    ? countAllMessages(context.tx, addSeconds(context.now(), -lately))
    : countMessagesOf(context.tx, accountId);
}
