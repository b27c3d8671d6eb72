import { Box } from '@mantine/core';
import { costAt, marginOf, priceAt, sumOf } from '../../../core/calls/liveMoney.ts';
import type { LiveCallRow } from '../../../http/contract/liveCalls.ts';
import { Facts } from '../../kit/Facts.tsx';
import { Money } from '../../kit/Money.tsx';
import { useCurrency, useMay } from '../session/session.ts';
import type { LiveRates } from './liveList.ts';
import { useServerNow } from './useLiveCalls.ts';

type LiveTotalsProps = { readonly rows: readonly LiveCallRow[]; readonly rates: LiveRates; readonly ahead: number };

/** What is on the lines now, of the calls that the filters leave. */
export function LiveTotals({ rows, rates, ahead }: LiveTotalsProps) {
  const now = useServerNow(ahead);
  const currency = useCurrency();
  const maySeeCosts = useMay('provider.read');
  const talking = rows.filter(({ state }) => state === 'active').length;
  const money = (label: string, amount: string | null) => ({
    label,
    value: amount === null ? '–' : <Money value={amount} currency={currency} />,
  });
  const prices = rows.map((call) => priceAt(call, rates, now));
  const costs = maySeeCosts ? rows.map((call) => costAt(call, rates, now)) : [];
  const margins = costs.map((cost, index) => marginOf(prices[index] ?? null, cost));
  return (
    <Box mb="sm">
      <Facts
        facts={[
          { label: 'Calls', value: <span className="k-num">{rows.length}</span> },
          { label: 'Talking', value: <span className="k-num">{talking}</span> },
          { label: 'Ringing', value: <span className="k-num">{rows.length - talking}</span> },
          money('Price so far', sumOf(prices)),
          ...(maySeeCosts ? [money('Cost so far', sumOf(costs)), money('Margin, where the cost is known', sumOf(margins))] : []),
        ]}
      />
    </Box>
  );
}
