import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconHistory, IconPencil, IconTrash } from '@tabler/icons-react';
import { closeRate } from '../../../http/contract/billingPackages.ts';
import { useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import type { RateRow } from './RateTable.tsx';

type RateActionsProps = {
  readonly row: RateRow;
  readonly isPlanned: boolean;
  readonly onEdit: () => void;
  readonly onHistory: () => void;
};

/** Edit, end, and look back. */
export function RateActions({ row, isPlanned, onEdit, onHistory }: RateActionsProps) {
  const close = useSend(closeRate);
  const name = row.rate.destination || `+${row.rate.prefix}`;
  const ask = () =>
    confirm({
      title: `End the rate for ${name}?`,
      text: isPlanned
        ? 'It never begins. The rate that it would have followed goes on.'
        : 'From now on a shorter prefix decides, or calls there are refused. Finished calls keep their price.',
      verb: 'End the rate',
      isDangerous: true,
      onConfirm: () =>
        close.mutate(
          { params: { id: row.id } },
          { onSuccess: () => notifyDone(`The rate for ${name} has ended.`), onError: notifyProblem },
        ),
    });
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap" className="k-actions">
      <Tooltip label="Earlier and later prices">
        <ActionIcon aria-label={`Prices of ${name} over time`} onClick={onHistory}>
          <IconHistory size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Edit">
        <ActionIcon aria-label={`Edit the rate for ${name}`} onClick={onEdit}>
          <IconPencil size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={isPlanned ? 'Take back' : 'End from now on'}>
        <ActionIcon aria-label={`End the rate for ${name}`} onClick={ask}>
          <IconTrash size={16} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
