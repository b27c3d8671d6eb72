import { Badge } from '@mantine/core';
import { useState } from 'react';
import { ExportButton } from '../../kit/ExportButton.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useColumns } from '../../kit/useColumns.tsx';
import { useFilters } from '../../kit/useFilters.ts';
import { useCurrency, useMay } from '../session/session.ts';
import { exportLiveCalls } from './exportLiveCalls.ts';
import { LiveCallTable, liveColumns } from './LiveCallTable.tsx';
import { LiveFilters } from './LiveFilters.tsx';
import { LiveTotals } from './LiveTotals.tsx';
import { filtered, liveFilterNames } from './liveList.ts';
import { useLiveCalls } from './useLiveCalls.ts';

/** So many rows at a time: a thousand that all tick would make a browser slow. */
const rowsAtOnce = 100;

/** Calls in progress, moving and counting by themselves. */
export function LiveCallsPage() {
  const { data, error, isLive, ahead } = useLiveCalls();
  const filters = useFilters(liveFilterNames);
  const [count, setCount] = useState(rowsAtOnce);
  const rates = data?.rates ?? {};
  const maySeeCosts = useMay('provider.read');
  const { shown, chooser } = useColumns('live-calls', liveColumns({ currency: useCurrency(), rates, ahead, maySeeCosts }));
  const rows = data && filtered(data.items, filters.values);
  const notListed = (data?.total ?? 0) - (data?.items.length ?? 0);
  return (
    <>
      <PageHeader
        title="Live calls"
        help={
          notListed > 0
            ? `Who talks to whom right now. ${notListed} more calls are in progress than can be listed: these are the newest.`
            : 'Who talks to whom right now, where, how it sounds and what it costs so far. The longest call stands first.'
        }
        aside={<Badge color={isLive ? 'green' : 'gray'}>{isLive ? 'Live' : 'Every 3 seconds'}</Badge>}
      >
        {chooser}
        <ExportButton isEmpty={!rows?.length} run={async () => exportLiveCalls(rows ?? [], { rates, ahead, maySeeCosts })} />
      </PageHeader>
      {rows && (rows.length > 0 || filters.isFiltered) ? (
        <>
          <LiveFilters filters={filters} calls={data.items} />
          <LiveTotals rows={rows} rates={rates} ahead={ahead} />
        </>
      ) : null}
      <div className="k-card">
        <LiveCallTable
          columns={shown}
          rows={rows?.slice(0, count)}
          error={error}
          isFiltered={filters.isFiltered}
          isMore={(rows?.length ?? 0) > count}
          onMore={() => setCount(count + rowsAtOnce)}
        />
      </div>
    </>
  );
}
