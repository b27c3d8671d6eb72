import { Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconDeviceLandlinePhone, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { allocateIncomingNumber, listIncomingNumbers } from '../../../http/contract/incomingNumbers.ts';
import { useAnswer, usePages, useSend } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { SelectField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton, useFieldValue } from '../../kit/form.tsx';
import { Money } from '../../kit/Money.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { useCurrency, useMay } from '../session/session.ts';
import { Terms } from './AllocateDialog.tsx';
import { Destination } from './IncomingNumbersPage.tsx';
import { NumberMenu } from './NumberMenu.tsx';
import { type IncomingNumber, shownNumber } from './numberText.ts';
import { RingGroupsSection } from './RingGroupsSection.tsx';

/** The account's incoming numbers and ring groups. */
export function NumbersTab({ account }: { readonly account: { readonly id: string } }) {
  const list = usePages(listIncomingNumbers, { query: { accountId: account.id } });
  const [isAllocating, setIsAllocating] = useState(false);
  const currency = useCurrency();
  const allocate = useMay('incoming_number.allocate') ? (
    <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} onClick={() => setIsAllocating(true)}>
      Allocate number
    </Button>
  ) : null;
  return (
    <Stack gap="md">
      <Section
        title="Incoming numbers"
        help="Public numbers at which this customer can be called from everywhere."
        isFlush
        aside={list.rows?.length === 0 ? null : allocate}
      >
        <DataTable
          label="Incoming numbers"
          columns={columnsFor(currency)}
          {...list}
          keyOf={(row) => row.id}
          empty={
            <EmptyState icon={IconDeviceLandlinePhone} title="No incoming number" action={allocate}>
              Allocate one of your stock, so that this customer can be called from outside.
            </EmptyState>
          }
        />
      </Section>
      <RingGroupsSection accountId={account.id} />
      {isAllocating ? <FromStockDialog accountId={account.id} onClose={() => setIsAllocating(false)} /> : null}
    </Stack>
  );
}

const columnsFor = (currency: string): readonly Column<IncomingNumber>[] => [
  {
    key: 'number',
    title: 'Number',
    cell: (row) => (
      <Text fw={560} className="k-num">
        {shownNumber(row)}
      </Text>
    ),
  },
  { key: 'destination', title: 'Calls go to', cell: (row) => <Destination row={row} /> },
  { key: 'price', title: `Price a month, ${currency}`, align: 'right', cell: (row) => <Money value={row.monthlyPrice} /> },
  { key: 'minute', title: `Price a minute, ${currency}`, align: 'right', cell: (row) => <Money value={row.perMinute} /> },
  {
    key: 'since',
    title: 'Since',
    align: 'right',
    cell: (row) => (row.allocatedAt === null ? '–' : <Time at={row.allocatedAt} style="date" />),
  },
  {
    key: 'menu',
    title: 'Actions',
    align: 'right',
    cell: (row) => (
      <Group justify="flex-end">
        <NumberMenu number={row} />
      </Group>
    ),
  },
];

type FromStockDialogProps = { readonly accountId: string; readonly onClose: () => void };

/** Chooses a number of the stock for this account. */
function FromStockDialog({ accountId, onClose }: FromStockDialogProps) {
  const allocate = useSend(allocateIncomingNumber);
  const [search, setSearch] = useState('');
  const { data } = useAnswer(listIncomingNumbers, { query: { state: 'free', search, limit: 50 } }, { keep: true });
  const choices = data?.items.map((one) => ({ value: one.id, label: shownNumber(one) })) ?? [];
  const isStockEmpty = search === '' && data?.items.length === 0;
  return (
    <Modal opened onClose={onClose} title="Allocate a number of your stock">
      <ContractForm
        label="Allocate a number"
        initialValues={{ incomingNumberId: '' }}
        schema={allocateIncomingNumber.params.transform(({ id }) => ({ incomingNumberId: id }))}
        toBody={({ incomingNumberId }) => ({ id: incomingNumberId })}
        send={async ({ id }) => {
          const { number } = await allocate.mutateAsync({ params: { id }, body: { accountId } });
          notifyDone(`+${number} is allocated.`);
          onClose();
        }}
      >
        <Stack>
          <SelectField
            name="incomingNumberId"
            label="Number"
            placeholder="Type some of its digits"
            searchable
            filter={({ options }) => options}
            onSearchChange={(text) => setSearch(text.replace(/\D/g, ''))}
            nothingFoundMessage="No number in stock fits."
            data={choices}
            data-autofocus
          />
          {isStockEmpty ? <EmptyStock /> : <ChosenTerms numbers={data?.items ?? []} />}
          <SaveButton>Allocate</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}

/** What the chosen number will cost this customer. */
function ChosenTerms({ numbers }: { readonly numbers: readonly IncomingNumber[] }) {
  const id = useFieldValue('incomingNumberId');
  const [chosen, setChosen] = useState<IncomingNumber>();
  const found = numbers.find((one) => one.id === id);
  // The search that follows the choice may leave it out of the list.
  if (found && found !== chosen) setChosen(found);
  const number = found ?? (chosen?.id === id ? chosen : undefined);
  if (number) return <Terms number={number} />;
  return (
    <Text c="dimmed" size="xs">
      Its monthly price becomes an extra of this customer from today. Calls to it ring all phones until you say otherwise.
    </Text>
  );
}

function EmptyStock() {
  return (
    <Text size="sm">
      There is no number in stock.{' '}
      <Anchor component={Link} to="/incoming-numbers" inherit>
        Add some under Incoming numbers
      </Anchor>{' '}
      first; a number that rests after its last customer is listed there, too.
    </Text>
  );
}
