import { Button, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { undoDeck } from '../../../http/contract/decks.ts';
import { useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { Facts } from '../../kit/Facts.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { type DeckImport, isScheduled, stateText } from './deckText.ts';

/** Since when it holds, who said so, and the way back. */
export function BookedSection({ one, mayChange }: { readonly one: DeckImport; readonly mayChange: boolean }) {
  const facts = [
    {
      label: isScheduled(one) ? 'Will hold from' : 'Holds from',
      value: one.bookedFrom === null ? '–' : <Time at={one.bookedFrom} />,
    },
    { label: 'Confirmed by', value: one.confirmedBy ?? '–' },
    ...(one.undoneAt === null
      ? []
      : [
          { label: 'Taken back', value: <Time at={one.undoneAt} /> },
          { label: 'By', value: one.undoneBy ?? '–' },
        ]),
  ];
  return (
    <Section title={stateText(one)} aside={mayChange && one.state === 'booked' ? <Undo one={one} /> : null}>
      <Facts facts={facts} />
      {isScheduled(one) ? (
        <Text c="dimmed" size="sm">
          The rates stand in the books; every process switches to them at this instant.
        </Text>
      ) : null}
    </Section>
  );
}

function Undo({ one }: { readonly one: DeckImport }) {
  const undo = useSend(undoDeck);
  const ask = () =>
    confirm({
      title: 'Take this import back?',
      text: 'The rates that were in force before hold again from now on. Finished calls, and calls in progress, keep the price that they had.',
      verb: 'Take it back',
      isDangerous: true,
      onConfirm: () =>
        undo.mutate(
          { params: { id: one.id } },
          { onSuccess: () => notifyDone('What was in force before holds again.'), onError: notifyProblem },
        ),
    });
  return (
    <Button variant="default" leftSection={<IconArrowBackUp size={16} />} onClick={ask} loading={undo.isPending}>
      Take it back
    </Button>
  );
}
