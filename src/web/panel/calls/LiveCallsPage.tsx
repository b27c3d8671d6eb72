import { Badge } from '@mantine/core';
import { listLiveCalls } from '../../../http/contract/liveCalls.ts';
import { useAnswer } from '../../api.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useIsLive } from '../../live.ts';
import { LiveCallTable } from './LiveCallTable.tsx';

/** Calls in progress, moving by themselves. */
export function LiveCallsPage() {
  const isLive = useIsLive();
  const { data, error } = useAnswer(listLiveCalls, {}, { refetchInterval: isLive ? 60_000 : 3_000 });
  return (
    <>
      <PageHeader
        title="Live calls"
        help="Who talks to whom right now. “Granted” is how long a metered call may talk before it has to be extended."
        aside={<Badge color={isLive ? 'green' : 'gray'}>{isLive ? 'Live' : 'Every 3 seconds'}</Badge>}
      />
      <div className="k-card">
        <LiveCallTable rows={data?.items} error={error} />
      </div>
    </>
  );
}
