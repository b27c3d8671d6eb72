import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { listBanExemptions, removeBanExemption } from '../../../http/contract/bans.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { useAnswer, useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { useMay } from '../session/session.ts';
import { AddExemptionDrawer } from './AddExemptionDrawer.tsx';
import { Network } from './Network.tsx';

type Exemption = AnswerOf<typeof listBanExemptions>['items'][number];

/** The networks that are never banned. */
export function ExemptionsSection() {
  const { data, error, refetch } = useAnswer(listBanExemptions, {});
  const [isAdding, setIsAdding] = useState(false);
  const mayChange = useMay('ban.change');
  const add = (
    <Button variant="default" size="compact-sm" leftSection={<IconPlus size={15} />} onClick={() => setIsAdding(true)}>
      Add
    </Button>
  );
  return (
    <Section
      title="Never banned"
      help="This machine and your providers never are. Add your offices, and customers whose many phones share one address."
      aside={mayChange ? add : null}
      isFlush
    >
      <DataTable
        label="Never banned"
        columns={mayChange ? [...columns, removeColumn] : columns}
        rows={data?.items}
        keyOf={(row) => row.id}
        error={error}
        onRetry={() => void refetch()}
        empty={
          <Text c="dimmed" px="md" pb="md">
            No network yet.
          </Text>
        }
      />
      {isAdding ? <AddExemptionDrawer onClose={() => setIsAdding(false)} /> : null}
    </Section>
  );
}

const columns: readonly Column<Exemption>[] = [
  { key: 'network', title: 'Network', width: '12rem', cell: (row) => <Network text={row.network} /> },
  { key: 'note', title: 'Whose it is', cell: (row) => row.note },
  { key: 'by', title: 'Added by', width: '12rem', cell: (row) => row.addedBy },
  { key: 'at', title: 'Added', width: '10rem', cell: (row) => <Time at={row.addedAt} /> },
];
const removeColumn: Column<Exemption> = {
  key: 'do',
  title: 'Actions',
  align: 'right',
  cell: (row) => <Remove exemption={row} />,
};

function Remove({ exemption }: { readonly exemption: Exemption }) {
  const remove = useSend(removeBanExemption);
  const ask = () =>
    confirm({
      title: `Take ${exemption.network} off the list?`,
      text: 'It can be banned again when somebody there fails too often.',
      verb: 'Take off',
      onConfirm: () =>
        remove.mutate(
          { params: { id: exemption.id } },
          { onSuccess: () => notifyDone(`${exemption.network} is off the list.`), onError: notifyProblem },
        ),
    });
  return (
    <Button variant="subtle" color="red" size="compact-xs" onClick={ask} aria-label={`Take ${exemption.network} off the list`}>
      Take off
    </Button>
  );
}
