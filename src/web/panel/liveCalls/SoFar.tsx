import { Popover, UnstyledButton } from '@mantine/core';
import { formatAmount } from '../../../core/base/money.ts';
import { instant, parseInstant } from '../../../core/base/time.ts';
import { costAt, liveRate, marginOf, priceAt } from '../../../core/calls/liveMoney.ts';
import { explainPrice } from '../../../core/rating/explainPrice.ts';
import { priceCall } from '../../../core/rating/priceCall.ts';
import { wholeSeconds } from '../../../core/rating/wholeSeconds.ts';
import type { LiveCallRow } from '../../../http/contract/liveCalls.ts';
import { Money } from '../../kit/Money.tsx';
import { Receipt } from '../../kit/Receipt.tsx';
import { Duration } from '../../kit/Time.tsx';
import type { LiveRates } from './liveList.ts';
import { useServerNow } from './useLiveCalls.ts';

type SoFarProps = { readonly call: LiveCallRow; readonly rates: LiveRates; readonly ahead: number };

const shown = (amount: string | null) => (amount === null ? '–' : <Money value={amount} />);

/** What the call costs by now, counted here; its steps are one click away. */
export function PriceSoFar({ call, rates, ahead }: SoFarProps) {
  const price = priceAt(call, rates, useServerNow(ahead));
  if (price === null || call.rateKey === null) return shown(price);
  return (
    <Popover withArrow trapFocus position="left">
      <Popover.Target>
        <UnstyledButton fz="inherit" aria-label={`${price} so far: show its steps`} className="k-rowlink">
          <Money value={price} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Steps call={call} rates={rates} ahead={ahead} />
      </Popover.Dropdown>
    </Popover>
  );
}

export function CostSoFar({ call, rates, ahead }: SoFarProps) {
  return shown(costAt(call, rates, useServerNow(ahead)));
}

export function MarginSoFar({ call, rates, ahead }: SoFarProps) {
  const now = useServerNow(ahead);
  return shown(marginOf(priceAt(call, rates, now), costAt(call, rates, now)));
}

/** Since the answer, by the server's clock. */
export function TalkedFor({ since, ahead }: { readonly since: string; readonly ahead: number }) {
  return <Duration seconds={Math.max(0, Math.floor((useServerNow(ahead) - Date.parse(since)) / 1000))} />;
}

function Steps({ call, rates, ahead }: SoFarProps) {
  const now = useServerNow(ahead);
  const by = call.rateKey === null ? undefined : liveRate(rates, call.rateKey);
  const from = call.answeredAt === null ? undefined : parseInstant(call.answeredAt);
  if (by === undefined || from === undefined) return null;
  const rate = call.included === null ? by.rate : { ...by.rate, included: call.included };
  const seconds = wholeSeconds(Math.max(0, Math.trunc(now) - from), rate.terms?.durationRounding);
  const priced = priceCall(rate, by, instant(from), seconds);
  const texts = explainPrice(priced.steps, call.currency);
  const steps = priced.steps.map((step, index) => ({ text: texts[index] ?? '', amount: 'amount' in step ? step.amount : '' }));
  return <Receipt title="Price so far" steps={steps} total={formatAmount(priced.price)} currency={call.currency} />;
}
