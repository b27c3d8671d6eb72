import { Anchor, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconCalculator, IconUserPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { listCalls, listLiveCalls } from '../../../http/contract/calls.ts';
import { getStatus } from '../../../http/contract/network.ts';
import { useAnswer } from '../../api.ts';
import { useLocale } from '../../kit/locale.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Section } from '../../kit/Section.tsx';
import { ZoneName } from '../../kit/Time.tsx';
import { dateIn, startOfDate } from '../../kit/timeText.ts';
import { OpenAlerts } from '../alerts/OpenAlerts.tsx';
import { CallTable } from '../calls/CallTable.tsx';
import { LiveCallTable } from '../calls/LiveCallTable.tsx';
import { MoneyAlerts } from '../payments/MoneyAlerts.tsx';
import { TodayFigures } from '../reports/TodayFigures.tsx';
import { useMay } from '../session/session.ts';

/** What goes on right now, today's calls, and whether everything works. */
export function DashboardPage() {
  const mayAdd = useMay('account.add');
  return (
    <>
      <PageHeader title="Dashboard">
        <Button component={Link} to="/price-check" variant="default" leftSection={<IconCalculator size={16} />}>
          Price check
        </Button>
        {mayAdd ? (
          <Button component={Link} to="/accounts/new" leftSection={<IconUserPlus size={16} />}>
            Add Account
          </Button>
        ) : null}
      </PageHeader>
      <MoneyAlerts />
      <Stack gap="md">
        <Health />
        <OpenAlerts />
        <TodayFigures />
        <LiveNow />
        <Today />
      </Stack>
    </>
  );
}

function Health() {
  const { data: status, error } = useAnswer(getStatus, {}, { refetchInterval: 30_000 });
  if (!status && !error) return <Skeleton h={44} />;
  const faults = status?.checks.filter(({ isOk }) => !isOk) ?? [];
  const isGood = status?.isHealthy === true && !error;
  return (
    <Group className="k-card" px="md" py="sm" gap="sm" justify="space-between">
      <Group gap="sm">
        <span className="k-live" data-state={isGood ? 'good' : 'bad'} />
        <Text>{isGood ? 'All parts work.' : (faults[0]?.text ?? error?.message ?? 'Something needs attention.')}</Text>
        {faults[0] ? <Text c="dimmed">{faults[0].advice}</Text> : null}
      </Group>
      <Anchor component={Link} to="/status" size="sm">
        Status
      </Anchor>
    </Group>
  );
}

function LiveNow() {
  const { data, error } = useAnswer(listLiveCalls, {});
  const count = data?.items.length ?? 0;
  return (
    <Section
      title={count === 0 ? 'Live calls' : `Live calls: ${count}`}
      isFlush
      aside={
        <Anchor component={Link} to="/live-calls" size="sm">
          All live calls
        </Anchor>
      }
    >
      {data && count === 0 ? (
        <Text c="dimmed" px="md" pb="md">
          Nobody is on the phone right now. Calls appear here by themselves.
        </Text>
      ) : (
        <LiveCallTable rows={data?.items.slice(0, 8)} error={error} />
      )}
    </Section>
  );
}

function Today() {
  const { timeZone } = useLocale();
  const from = startOfDate(dateIn(timeZone, new Date()), timeZone);
  const { data, error } = useAnswer(listCalls, { query: { from, limit: 10 } });
  return (
    <Section
      title="Today’s calls"
      help={
        <>
          The last ten since midnight, <ZoneName />
        </>
      }
      isFlush
      aside={
        <Anchor component={Link} to="/calls" size="sm">
          Call history
        </Anchor>
      }
    >
      <CallTable rows={data?.items} error={error} isAccountShown emptyText="No call has ended today yet." />
    </Section>
  );
}
