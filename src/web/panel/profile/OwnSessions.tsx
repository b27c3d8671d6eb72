import { Button } from '@mantine/core';
import { endOtherSessions, endOwnSession } from '../../../http/contract/profile.ts';
import { useSend } from '../../api.ts';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { SessionTable, type StaffSession } from './SessionTable.tsx';

/** Where I am signed in, and how to end it. */
export function OwnSessions({ sessions }: { readonly sessions: readonly StaffSession[] }) {
  const end = useSend(endOwnSession);
  const endOthers = useSend(endOtherSessions);
  const others = () =>
    endOthers.mutate(
      {},
      {
        onSuccess: ({ ended }) => notifyDone(ended === 1 ? 'One session has ended.' : `${ended} sessions have ended.`),
        onError: notifyProblem,
      },
    );
  return (
    <Section
      title="Sessions"
      help="Browsers that are signed in with your name. End what you do not know, then change your password."
      isFlush
      aside={
        sessions.length > 1 ? (
          <Button variant="default" size="xs" loading={endOthers.isPending} onClick={others}>
            End all others
          </Button>
        ) : null
      }
    >
      <SessionTable
        rows={sessions}
        onEnd={({ id }) =>
          end.mutate({ params: { id } }, { onSuccess: () => notifyDone('The session has ended.'), onError: notifyProblem })
        }
      />
    </Section>
  );
}
