import type { Id } from '../../core/base/id.ts';
import type { MessageCount } from '../../core/calls/message.ts';
import { countAllMessages, countMessagesOf } from '../../db/tables/messageCounts.ts';
import type { CallContext } from './callContext.ts';

/** What the message lamps of an account's phones show; of every phone with messages where no account is named. */
export async function countMessages(context: CallContext, accountId?: Id): Promise<readonly MessageCount[]> {
  return accountId === undefined ? countAllMessages(context.tx) : countMessagesOf(context.tx, accountId);
}
