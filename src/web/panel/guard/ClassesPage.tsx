import { Anchor, Badge, Button, Group } from '@mantine/core';
import { IconPhoneOff, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { destinationClasses } from '../../../core/fraud/classedPrefix.ts';
import { listClasses, removeClass } from '../../../http/contract/guard.ts';
import { usePages, useSend } from '../../api.ts';
import { exportRows } from '../../exportRows.ts';
import { Chips } from '../../kit/Chips.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ExportButton } from '../../kit/ExportButton.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { chosen, useFilters } from '../../kit/useFilters.ts';
import { useMay } from '../session/session.ts';
import { ClassDrawer } from './ClassDrawer.tsx';
import type { ClassRow } from './classRow.ts';
import { classChoices } from './guardText.ts';

const colors = { normal: 'gray', special: 'yellow', high_risk: 'red' } as const;
const header = ['Prefix', 'Class', 'Name', 'Own'];

/** Which prefixes are special or of high risk: the list of the program, and the operator's own entries before it. */
export function ClassesPage() {
  const filters = useFilters(['search', 'class', 'own']);
  const query = chosen(filters.values);
  const list = usePages(listClasses, { query });
  const [edited, setEdited] = useState<ClassRow | 'new'>();
  const mayChange = useMay('setting.change');
  const save = () =>
    exportRows({
      ...{ name: 'destination-classes.csv', endpoint: listClasses, query, header },
      cells: (row) => [row.prefix, row.class, row.name, row.isOwn ? 'yes' : 'no'],
    });
  return (
    <>
      <PageHeader
        title="Destination classes"
        help="Special and high-risk numbers are closed for an account until somebody opens them on its page. The longest prefix decides."
      >
        <Anchor component={Link} to="/settings/fraud-guard" size="sm">
          Fraud guard
        </Anchor>
        <ExportButton isEmpty={list.rows?.length === 0} run={save} />
        {mayChange ? (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
            Add prefixes
          </Button>
        ) : null}
      </PageHeader>
      <Group pb="sm">
        <SearchBox
          label="Search destination classes"
          placeholder="Name, prefix or whole number"
          value={filters.values.search ?? ''}
          onChange={(value) => filters.set('search', value)}
        />
        <Chips label="Class" value={filters.values.class} onChange={(value) => filters.set('class', value)} data={classChoices} />
        <Chips
          label="List"
          value={filters.values.own}
          onChange={(value) => filters.set('own', value)}
          data={[
            { value: 'true', label: 'Your own' },
            { value: 'false', label: 'Comes with vspPanel' },
          ]}
        />
      </Group>
      <div className="k-card">
        <DataTable
          label="Destination classes"
          columns={[
            ...columns,
            { key: 'do', title: '', align: 'right', cell: (row) => <Actions row={row} onEdit={setEdited} /> },
          ]}
          {...list}
          keyOf={(row) => row.prefix}
          empty={
            <EmptyState icon={IconPhoneOff} title="No such prefix">
              Numbers that no prefix here begins are normal: only their country decides.
            </EmptyState>
          }
        />
      </div>
      {edited ? <ClassDrawer edited={edited} onClose={() => setEdited(undefined)} /> : null}
    </>
  );
}

const columns: readonly Column<ClassRow>[] = [
  { key: 'prefix', title: 'Prefix', width: '9rem', cell: (row) => <span className="k-num">+{row.prefix}</span> },
  {
    key: 'class',
    title: 'Class',
    width: '9rem',
    cell: (row) => <Badge color={colors[row.class]}>{destinationClasses[row.class]}</Badge>,
  },
  { key: 'name', title: 'Name', cell: (row) => row.name },
  { key: 'own', title: 'List', width: '12rem', cell: (row) => (row.isOwn ? 'Your own' : 'Comes with vspPanel') },
];

type ActionsProps = { readonly row: ClassRow; readonly onEdit: (row: ClassRow) => void };

function Actions({ row, onEdit }: ActionsProps) {
  const remove = useSend(removeClass);
  const mayChange = useMay('setting.change');
  if (!mayChange) return null;
  const back = row.shippedClass === undefined ? 'Remove' : 'Back to the list';
  const send = () =>
    remove.mutate(
      { params: { prefix: row.prefix } },
      { onSuccess: () => notifyDone('Saved. It counts from the next call on.'), onError: notifyProblem },
    );
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      <Button size="compact-xs" variant="default" onClick={() => onEdit(row)} aria-label={`Change +${row.prefix}`}>
        Change
      </Button>
      {row.isOwn ? (
        <Button
          size="compact-xs"
          variant="default"
          onClick={send}
          loading={remove.isPending}
          aria-label={`${back}: +${row.prefix}`}
        >
          {back}
        </Button>
      ) : null}
    </Group>
  );
}
