import { Anchor, Button, Drawer, Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { IconClock, IconGift, IconListNumbers, IconPencil, IconPlus } from '@tabler/icons-react';
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
import { BundlesDrawer } from './BundlesDrawer.tsx';
import { RateActions } from './RateActions.tsx';
import { RateDrawer } from './RateDrawer.tsx';
import { RateHistory } from './RateHistory.tsx';
import { type RateRow, RateTable } from './RateTable.tsx';
import { RoundingFields, roundingWords } from './RoundingFields.tsx';
import { TermsDrawer } from './TermsDrawer.tsx';

type Package = AnswerOf<typeof getBillingPackage>;
type Editing =
  | { readonly kind: 'package' | 'terms' | 'bundles' | 'new_rate' }
  | { readonly kind: 'rate' | 'history'; readonly row: RateRow };

/** One billing package with its rates. */
export function BillingPackagePage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useAnswer(getBillingPackage, { params: { id } });
  if (error instanceof Refusal && (error.code === 'not_found' || error.code === 'invalid_input')) return <MissingPage />;
  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />;
  return data ? <PackageContent billingPackage={data} /> : <Skeleton h={320} />;
}

function PackageContent({ billingPackage }: { readonly billingPackage: Package }) {
  const { id, name, kind, decimals, roundingMode } = billingPackage;
  const filters = useFilters(['search', 'state']);
  const list = usePages(listRates, { params: { id }, query: chosen(filters.values) });
  const isPlanned = filters.values.state === 'later';
  const currency = useCurrency();
  const mayChange = useMay('billing_package.change');
  const [editing, setEditing] = useState<Editing>();
  const close = () => setEditing(undefined);
  return (
    <>
      <PageHeader
        title={name}
        help={`${usersOf(billingPackage)} Prices are rounded ${roundingWords[roundingMode]} to ${decimals} decimals.`}
      >
        <PackageMenu packageId={id} name={name} search={filters.values.search} mayChange={mayChange} />
        {mayChange ? <PackageButtons isSold={kind === 'sell'} onEdit={setEditing} /> : null}
      </PageHeader>
      <Group mb="sm" justify="space-between">
        <SearchBox
          label="Search rates"
          placeholder="Prefix, whole number or destination"
          value={filters.values.search}
          onChange={(text) => filters.set('search', text)}
        />
        <Group gap="md">
          <Anchor component={Link} to={`/price-check?package=${id}`} size="sm">
            Check a price in this package
          </Anchor>
          <SegmentedControl
            aria-label="Which rates"
            size="xs"
            value={isPlanned ? 'later' : 'now'}
            onChange={(value) => filters.set('state', value === 'now' ? '' : value)}
            data={[
              { value: 'now', label: 'In force' },
              { value: 'later', label: 'To come' },
            ]}
          />
        </Group>
      </Group>
      <div className="k-card">
        <RateTable
          {...list}
          currency={currency}
          empty={<NoRates kind={kind} isFiltered={filters.values.search !== ''} isPlanned={isPlanned} />}
          {...(mayChange
            ? {
                actions: (row: RateRow) => (
                  <RateActions
                    row={row}
                    isPlanned={isPlanned}
                    onEdit={() => setEditing({ kind: 'rate', row })}
                    onHistory={() => setEditing({ kind: 'history', row })}
                  />
                ),
              }
            : {})}
        />
      </div>
      {editing ? <Edited editing={editing} isPlanned={isPlanned} billingPackage={billingPackage} onClose={close} /> : null}
    </>
  );
}

type EditedProps = PackageDrawerProps & { readonly editing: Editing; readonly isPlanned: boolean };

function Edited({ editing, isPlanned, billingPackage, onClose }: EditedProps) {
  const { id, decimals, roundingMode } = billingPackage;
  const rounding = { decimals, roundingMode };
  switch (editing.kind) {
    case 'package':
      return <PackageDrawer billingPackage={billingPackage} onClose={onClose} />;
    case 'terms':
      return <TermsDrawer packageId={id} version={billingPackage.version} onClose={onClose} />;
    case 'bundles':
      return <BundlesDrawer packageId={id} onClose={onClose} />;
    case 'new_rate':
      return <RateDrawer packageId={id} rounding={rounding} onClose={onClose} />;
    case 'rate':
      return <RateDrawer packageId={id} rounding={rounding} row={editing.row} isPlanned={isPlanned} onClose={onClose} />;
    case 'history': {
      const { prefix, destination } = editing.row.rate;
      return <RateHistory packageId={id} prefix={prefix} title={`+${prefix} ${destination}`} onClose={onClose} />;
    }
    default:
      return editing satisfies never;
  }
}

/** Who is on it, in a sentence. */
function usersOf({ kind, accountCount, providerNames }: Package): string {
  if (kind === 'sell') return `${accountCount} ${accountCount === 1 ? 'account is' : 'accounts are'} on it.`;
  if (kind === 'exception') return 'The own prices of one account.';
  return providerNames.length > 0 ? `What ${providerNames.join(', ')} takes.` : 'A cost deck that no provider has yet.';
}

type PackageButtonsProps = { readonly isSold: boolean; readonly onEdit: (editing: Editing) => void };

function PackageButtons({ isSold, onEdit }: PackageButtonsProps) {
  return (
    <>
      <Button variant="default" leftSection={<IconPencil size={16} />} onClick={() => onEdit({ kind: 'package' })}>
        Name and rounding
      </Button>
      <Button variant="default" leftSection={<IconClock size={16} />} onClick={() => onEdit({ kind: 'terms' })}>
        Time bands and customs
      </Button>
      {isSold ? (
        <Button variant="default" leftSection={<IconGift size={16} />} onClick={() => onEdit({ kind: 'bundles' })}>
          Included minutes
        </Button>
      ) : null}
      <Button leftSection={<IconPlus size={16} />} onClick={() => onEdit({ kind: 'new_rate' })}>
        Add rate
      </Button>
    </>
  );
}

const noRatesWords: Readonly<Record<Package['kind'], string>> = {
  sell: 'Calls to the outside are refused until this package has a rate for them.',
  cost: 'Import the provider’s rate file, or add rates one by one. Numbers without a rate here are not sent to its provider.',
  exception: 'Every call has the price of the account’s package.',
};
type NoRatesProps = { readonly kind: Package['kind']; readonly isFiltered: boolean; readonly isPlanned: boolean };

function NoRates({ kind, isFiltered, isPlanned }: NoRatesProps) {
  if (isPlanned && !isFiltered)
    return (
      <EmptyState icon={IconListNumbers} title="Nothing is planned">
        Add or edit a rate and say on which day it begins: it stands here until then.
      </EmptyState>
    );
  return (
    <EmptyState icon={IconListNumbers} title={isFiltered ? 'No rate fits' : 'No rates yet'}>
      {isFiltered ? 'Type the beginning of a prefix, a whole number, or a part of the destination’s name.' : noRatesWords[kind]}
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
