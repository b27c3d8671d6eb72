import { Anchor, Button, Drawer, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconListNumbers, IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { Refusal } from '../../../core/base/refusal.ts';
import { changeBillingPackage, getBillingPackage, listRates } from '../../../http/contract/billingPackages.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { useAnswer, usePages, useSend } from '../../api.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { chosen, useFilters } from '../../kit/useFilters.ts';
import { PackageMenu } from '../decks/PackageMenu.tsx';
import { useCurrency, useMay } from '../session/session.ts';
import { MissingPage } from '../shell/MissingPage.tsx';
import { RateActions } from './RateActions.tsx';
import { RateDrawer } from './RateDrawer.tsx';
import { type RateRow, RateTable } from './RateTable.tsx';
import { RoundingFields, roundingWords } from './RoundingFields.tsx';

type Package = AnswerOf<typeof getBillingPackage>;
type Editing = { readonly kind: 'package' } | { readonly kind: 'new_rate' } | { readonly kind: 'rate'; readonly row: RateRow };

/** One billing package with its rates. */
export function BillingPackagePage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useAnswer(getBillingPackage, { params: { id } });
  if (error instanceof Refusal && (error.code === 'not_found' || error.code === 'invalid_input')) return <MissingPage />;
  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />;
  return data ? <PackageContent billingPackage={data} /> : <Skeleton h={320} />;
}

function PackageContent({ billingPackage }: { readonly billingPackage: Package }) {
  const { id, name, accountCount, decimals, roundingMode } = billingPackage;
  const filters = useFilters(['search']);
  const list = usePages(listRates, { params: { id }, query: chosen(filters.values) });
  const currency = useCurrency();
  const mayChange = useMay('billing_package.change');
  const [editing, setEditing] = useState<Editing>();
  const close = () => setEditing(undefined);
  return (
    <>
      <PageHeader
        title={name}
        help={`${accountCount} ${accountCount === 1 ? 'account is' : 'accounts are'} on it. Prices are rounded ${roundingWords[roundingMode]} to ${decimals} decimals.`}
      >
        <PackageMenu packageId={id} name={name} search={filters.values.search} mayChange={mayChange} />
        {mayChange ? <PackageButtons onEdit={setEditing} /> : null}
      </PageHeader>
      <Group mb="sm" justify="space-between">
        <SearchBox
          label="Search rates"
          placeholder="Prefix, whole number or destination"
          value={filters.values.search}
          onChange={(text) => filters.set('search', text)}
        />
        <Anchor component={Link} to={`/price-check?package=${id}`} size="sm">
          Check a price in this package
        </Anchor>
      </Group>
      <div className="k-card">
        <RateTable
          {...list}
          currency={currency}
          empty={<NoRates isFiltered={filters.isFiltered} />}
          {...(mayChange
            ? { actions: (row: RateRow) => <RateActions row={row} onEdit={() => setEditing({ kind: 'rate', row })} /> }
            : {})}
        />
      </div>
      {editing?.kind === 'package' ? <PackageDrawer billingPackage={billingPackage} onClose={close} /> : null}
      {editing?.kind === 'new_rate' ? <RateDrawer packageId={id} rounding={{ decimals, roundingMode }} onClose={close} /> : null}
      {editing?.kind === 'rate' ? (
        <RateDrawer packageId={id} rounding={{ decimals, roundingMode }} row={editing.row} onClose={close} />
      ) : null}
    </>
  );
}

function PackageButtons({ onEdit }: { readonly onEdit: (editing: Editing) => void }) {
  return (
    <>
      <Button variant="default" leftSection={<IconPencil size={16} />} onClick={() => onEdit({ kind: 'package' })}>
        Name and rounding
      </Button>
      <Button leftSection={<IconPlus size={16} />} onClick={() => onEdit({ kind: 'new_rate' })}>
        Add rate
      </Button>
    </>
  );
}

function NoRates({ isFiltered }: { readonly isFiltered: boolean }) {
  return (
    <EmptyState icon={IconListNumbers} title={isFiltered ? 'No rate fits' : 'No rates yet'}>
      {isFiltered
        ? 'Type the beginning of a prefix, a whole number, or a part of the destination’s name.'
        : 'Calls to the outside are refused until this package has a rate for them.'}
    </EmptyState>
  );
}

type PackageDrawerProps = { readonly billingPackage: Package; readonly onClose: () => void };

function PackageDrawer({ billingPackage, onClose }: PackageDrawerProps) {
  const change = useSend(changeBillingPackage);
  const { id, version, name, decimals, roundingMode } = billingPackage;
  return (
    <Drawer opened onClose={onClose} title="Name and rounding">
      <ContractForm
        label="Name and rounding"
        initialValues={{ name, decimals: decimals as number | '', roundingMode }}
        schema={changeBillingPackage.body}
        toBody={(values) => ({ ...values, decimals: values.decimals as number, version })}
        send={async (body) => {
          await change.mutateAsync({ params: { id }, body });
          notifyDone('Saved.');
          onClose();
        }}
      >
        <Stack>
          <TextField name="name" label="Name" data-autofocus />
          <RoundingFields />
          <Text c="dimmed" size="xs">
            Finished calls keep the price that they had.
          </Text>
          <SaveButton>Save</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}
