import { Badge } from '@mantine/core';
import { countSignups } from '../../../http/contract/signups.ts';
import { useAnswer } from '../../api.ts';

/** How many signups wait for a decision; nothing while nobody does. */
export function WaitingSignups() {
  const waiting = useAnswer(countSignups, {}, { refetchInterval: 30_000 }).data?.waiting ?? 0;
  if (waiting === 0) return null;
  return (
    <Badge size="sm" color="yellow" aria-label={`${waiting} waiting`}>
      {waiting > 99 ? '99+' : waiting}
    </Badge>
  );
}
