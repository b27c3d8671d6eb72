import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { reportCalls } from '../../../http/contract/reports.ts';
import { useAnswer } from '../../api.ts';
import { useLocale } from '../../kit/locale.tsx';
import { formatTime } from '../../kit/timeText.ts';
import { useCurrency } from '../session/session.ts';
import { callTiles } from './figures.tsx';
import { Tiles } from './Tiles.tsx';

/** Sums that stand still for longer make nobody wiser. */
const refetchInterval = 30_000;

/** What today's calls add up to, beside yesterday until the same hour. */
export function TodayFigures() {
  const { data, error } = useAnswer(reportCalls, { query: { period: 'today' } }, { refetchInterval });
  const currency = useCurrency();
  const locale = useLocale();
  if (error && !data) return null;
  const until = data?.before.until;
  return (
    <section aria-label="Today in figures">
      <Tiles tiles={data && callTiles(data.total, data.before.total, currency)} />
      {data ? (
        <Text c="dimmed" size="xs" mt="-0.5rem">
          Today, compared with yesterday{until ? ` until ${formatTime(until, locale, 'time').slice(0, 5)}` : ''}.{' '}
          <Anchor component={Link} underline="always" to="/reports/calls?period=today" size="xs">
            Reports
          </Anchor>
        </Text>
      ) : null}
    </section>
  );
}
