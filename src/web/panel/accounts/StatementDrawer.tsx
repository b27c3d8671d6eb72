import { Button, Drawer, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconDownload, IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import { instant } from '../../../core/base/time.ts';
import { wallTime } from '../../../core/base/zone.ts';
import { getStatement } from '../../../http/contract/money.ts';
import { useAnswer, usePages } from '../../api.ts';
import { exportRows } from '../../exportRows.ts';
import { DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Facts } from '../../kit/Facts.tsx';
import { useLocale } from '../../kit/locale.tsx';
import { Money } from '../../kit/Money.tsx';
import { notifyProblem } from '../../kit/notify.ts';
import { ZoneName } from '../../kit/Time.tsx';
import { dateIn, startOfDate } from '../../kit/timeText.ts';
import type { Account } from './accountValues.ts';
import { entryColumns } from './entryColumns.tsx';

/** The statement as it was at a past moment: opening, entries, closing, and what was set aside for calls. */
export function StatementDrawer({ account, onClose }: { readonly account: Account; readonly onClose: () => void }) {
  const { timeZone } = useLocale();
  const [from, setFrom] = useState(`${dateIn(timeZone, new Date()).slice(0, 8)}01`);
  const [moment, setMoment] = useState(`${dateIn(timeZone, new Date())}T00:00`);
  const at = momentOf(moment, timeZone);
  const since = from === '' ? undefined : startOfDate(from, timeZone);
  const isOrdered = at !== undefined && (since === undefined || since <= at);
  return (
    <Drawer opened onClose={onClose} title="Statement at a past moment" size="xl">
      <Stack>
        <Group grow>
          <TextInput
            type="date"
            label="From"
            description="Empty: from the first"
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label="As it was at"
            description={<ZoneName />}
            value={moment}
            onChange={(event) => setMoment(event.currentTarget.value)}
            error={isOrdered ? undefined : 'Choose a moment after the first day.'}
          />
        </Group>
        {isOrdered ? <Statement account={account} query={{ at, ...(since === undefined ? {} : { from: since }) }} /> : null}
      </Stack>
    </Drawer>
  );
}

type Query = { readonly at: string; readonly from?: string };

function Statement({ account, query }: { readonly account: Account; readonly query: Query }) {
  const sent = { params: { id: account.id }, query };
  const sums = useAnswer(getStatement, { ...sent, query: { ...query, limit: 1 } }, { keep: true }).data;
  const list = usePages(getStatement, sent);
  const currency = account.balance.currency;
  return (
    <>
      {sums ? (
        <Facts
          facts={[
            { label: 'Opening', value: <Money value={sums.opening} currency={currency} /> },
            { label: 'Closing', value: <Money value={sums.closing} currency={currency} /> },
            {
              label: 'Held for calls',
              value: sums.held === null ? 'Not kept at that time' : <Money value={sums.held} currency={currency} />,
            },
          ]}
        />
      ) : (
        <Text c="dimmed">Looking…</Text>
      )}
      <Group justify="flex-end">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={15} />}
          onClick={() => void exportStatement(account, query).catch(notifyProblem)}
        >
          CSV
        </Button>
      </Group>
      <DataTable
        label="Statement"
        columns={entryColumns(currency)}
        keyOf={(entry) => `${entry.transferId} ${entry.line}`}
        {...list}
        empty={
          <EmptyState icon={IconReceipt} title="No movement in this time">
            The balance stayed as it was.
          </EmptyState>
        }
      />
    </>
  );
}

const header = ['When (UTC)', 'Posted (UTC)', 'What', 'By', 'Amount', 'Balance', 'Currency', 'Transfer', 'Call ID'];

function exportStatement(account: Account, query: Query): Promise<void> {
  return exportRows({
    ...{ name: `statement-${account.customerNumber}.csv`, endpoint: getStatement, params: { id: account.id }, query, header },
    rowsMax: Number.POSITIVE_INFINITY,
    cells: (one) => [
      ...[one.occurredAt, one.postedAt, one.description, one.actorName, one.amount, one.balanceAfter, account.balance.currency],
      ...[one.transferId, one.callId ?? ''],
    ],
  });
}

/** The instant at which the operator's clocks show this; undefined while it is being typed. */
function momentOf(text: string, zone: string): string | undefined {
  const wanted = Date.parse(`${text}Z`);
  if (Number.isNaN(wanted)) return undefined;
  const near = instant(wanted - (wallTime(instant(wanted), zone) - wanted));
  return new Date(near - (wallTime(near, zone) - wanted)).toISOString();
}
