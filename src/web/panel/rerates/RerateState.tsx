import { Badge } from '@mantine/core';
import { isMoving, type Run, stateWords } from './rerateText.ts';

const colors = { previewing: 'blue', ready: 'yellow', booking: 'blue', done: 'green', cancelled: 'gray' } as const;

/** In words, with how far it is. */
export function RerateState({ run }: { readonly run: Run }) {
  return (
    <Badge color={colors[run.state]}>
      {stateWords[run.state]}
      {isMoving(run) ? ` ${run.progress} %` : ''}
    </Badge>
  );
}
