import { Drawer, Skeleton, Stack, Text } from '@mantine/core';
import { listRateVersions } from '../../../http/contract/billingPackages.ts';
import { useAnswer } from '../../api.ts';
import { Problem } from '../../kit/Problem.tsx';
import { Time } from '../../kit/Time.tsx';
import { PlanBadge } from './PlanBadge.tsx';
import { blocksText, conditionsText, priceText } from './rateText.ts';

type RateHistoryProps = {
  readonly packageId: string;
  readonly prefix: string;
  readonly title: string;
  readonly onClose: () => void;
};

/** What a prefix costs, has cost and will cost, the latest first. */
export function RateHistory({ packageId, prefix, title, onClose }: RateHistoryProps) {
  const { data, error, refetch } = useAnswer(listRateVersions, { params: { id: packageId }, query: { prefix } });
  return (
    <Drawer opened onClose={onClose} title={`Prices of ${title}`} size="lg">
      {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {data ? null : <Skeleton h={160} />}
      <Stack component="ol" gap="sm" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {data?.items.map(({ id, rate, validFrom, validTo }) => (
          <li key={id} className="k-receipt">
            <Text fw={600}>
              {priceText(rate)} {blocksText(rate)} <PlanBadge validFrom={validFrom} validTo={validTo} />
            </Text>
            <Text c="dimmed">{conditionsText(rate)}</Text>
            <Text size="xs">
              <Time at={validFrom} style="full" /> –{' '}
              {validTo === null ? 'until somebody ends it' : <Time at={validTo} style="full" />}
            </Text>
          </li>
        ))}
      </Stack>
      <Text c="dimmed" size="xs" mt="sm">
        Calls keep the price that was in force when they were answered.
      </Text>
    </Drawer>
  );
}
