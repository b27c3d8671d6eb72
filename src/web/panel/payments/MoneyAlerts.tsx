import { Alert, Anchor, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from 'react-router';
import { countMoneyAlerts } from '../../../http/contract/charges.ts';
import { useAnswer } from '../../api.ts';

/** What somebody should look at: results that nobody knows. */
export function MoneyAlerts() {
  const { data } = useAnswer(countMoneyAlerts, {}, { refetchInterval: 30_000 });
  if (!data || data.unknownCharges + data.unknownRefunds === 0) return null;
  return (
    <Stack gap="xs" mb="md">
      {data.unknownCharges > 0 ? (
        <Alert color="yellow" icon={<IconAlertTriangle />} title={countText(data.unknownCharges, 'card charge')}>
          The gateway has not said what became of it. It is asked again by itself; until it is known, the customer’s card is not
          tried again.{' '}
          <Anchor component={Link} to="/card-charges?state=unknown" fz="inherit" underline="always">
            Show
          </Anchor>
        </Alert>
      ) : null}
      {data.unknownRefunds > 0 ? (
        <Alert color="yellow" icon={<IconAlertTriangle />} title={countText(data.unknownRefunds, 'refund')}>
          The gateway has not said whether the money went back. It is asked again by itself.
        </Alert>
      ) : null}
    </Stack>
  );
}

const countText = (count: number, what: string): string =>
  count === 1 ? `The result of one ${what} is unknown` : `The results of ${count} ${what}s are unknown`;
