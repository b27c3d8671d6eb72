import { topUp as bookTopUp } from '../actions/money/topUp.ts';
import { amount } from '../core/base/money.ts';
import { Refusal } from '../core/base/refusal.ts';
import { topUp as contract } from '../http/contract/money.ts';
import { parseInput } from './parseInput.ts';
import type { Act, Print } from './withInstance.ts';

export type TopUpOptions = { readonly account: string; readonly amount: string; readonly reason: string; readonly key: string };

/** Books money received. The same key again books nothing and says so. */
export async function topUp(options: TopUpOptions, act: Act, print: Print): Promise<void> {
  const faults = contract.params.safeParse({ id: options.account }).success
    ? []
    : [{ field: 'account', message: 'Give the id of the account, such as 1.' }];
  if (faults.length > 0) throw new Refusal('invalid_input', { faults });
  const {
    reason,
    key,
    amount: text,
  } = parseInput(contract.body, {
    amount: options.amount,
    reason: options.reason,
    key: options.key,
  });
  const { transferId, isNew } = await act(bookTopUp, { accountId: BigInt(options.account), amount: amount(text), reason, key });
  print(
    isNew
      ? `Booked as transfer ${transferId}.`
      : `This key was booked before, as transfer ${transferId}; nothing was booked now.`,
  );
}
