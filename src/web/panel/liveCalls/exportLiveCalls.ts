import { instant } from '../../../core/base/time.ts';
import { costAt, marginOf, priceAt } from '../../../core/calls/liveMoney.ts';
import type { LiveCallRow } from '../../../http/contract/liveCalls.ts';
import { saveFile, toCsv } from '../../kit/csv.ts';
import { callerText, destinationText, numberText } from '../calls/outcome.ts';
import type { LiveRates } from './liveList.ts';

type Seen = { readonly rates: LiveRates; readonly ahead: number; readonly maySeeCosts: boolean };

/** Saves what is listed, with what each call costs at this moment. */
export function exportLiveCalls(rows: readonly LiveCallRow[], { rates, ahead, maySeeCosts }: Seen): void {
  const now = instant(Date.now() + ahead);
  const header = [
    ...[
      'Call ID',
      'State',
      'Direction',
      'Account',
      'From',
      'Phone',
      'To',
      'Destination',
      'Provider',
      'Protocol',
      'Codec',
      'Quality',
    ],
    ...['Started', 'Answered', 'Post-dial delay, ms', 'Held', 'Price so far', 'Currency'],
    ...(maySeeCosts ? ['Cost so far', 'Margin so far'] : []),
  ];
  const cells = (call: LiveCallRow): readonly string[] => {
    const [price, cost] = [priceAt(call, rates, now), costAt(call, rates, now)];
    return [
      ...[call.callId, call.state === 'active' ? 'Talking' : 'Ringing', call.direction, call.accountName, callerText(call)],
      ...[call.phoneLabel, numberText(call), destinationText(call), call.providerName, call.protocol, call.codec],
      ...[call.quality?.word ?? '', call.startedAt, call.answeredAt ?? '', String(call.postDialDelayMilliseconds ?? '')],
      ...[call.hold, price ?? '', call.currency],
      ...(maySeeCosts ? [cost ?? '', marginOf(price, cost) ?? ''] : []),
    ];
  };
  saveFile('live-calls.csv', toCsv(header, rows.map(cells)));
}
