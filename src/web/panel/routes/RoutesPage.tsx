import { Button, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconPlus, IconRoute, IconTestPipe } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { listRoutes } from '../../../http/contract/network.ts';
import { useAnswer } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useMay } from '../session/session.ts';
import { RouteDrawer } from './RouteDrawer.tsx';
import type { RouteRow } from './routeValues.ts';
import { ruleText } from './ruleText.ts';

/** Which provider a call goes to, by prefix. */
export function RoutesPage() {
  const { data, error, refetch } = useAnswer(listRoutes, {});
  const [editing, setEditing] = useState<RouteRow | 'new'>();
  const mayChange = useMay('route.change');
  const mayCheck = useMay('route.check');
  const add = mayChange ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
      Add route
    </Button>
  ) : null;
  return (
    <>
      <PageHeader
        title="Routes"
        help="A route sends each call to providers in order, by the longest prefix that fits. When one fails, the next is tried in the same call."
      >
        <Group gap="xs">
          {mayCheck ? (
            <Button variant="default" component={Link} to="/route-check" leftSection={<IconTestPipe size={16} />}>
              Route check
            </Button>
          ) : null}
          {add}
        </Group>
      </PageHeader>
      <div className="k-card">
        <DataTable
          label="Routes"
          columns={columnsFor(mayChange ? setEditing : undefined)}
          rows={data?.items}
          keyOf={(row) => row.id}
          error={error}
          onRetry={() => void refetch()}
          empty={
            <EmptyState icon={IconRoute} title="No route yet" action={add}>
              The first provider makes the route “Everything”. More routes let accounts use different carriers.
            </EmptyState>
          }
        />
      </div>
      {editing ? <RouteDrawer route={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} /> : null}
    </>
  );
}

const columnsFor = (onEdit: ((route: RouteRow) => void) | undefined): readonly Column<RouteRow>[] => [
  {
    key: 'name',
    title: 'Name',
    cell: (row) =>
      onEdit ? (
        <UnstyledButton className="k-linkbutton" fz="inherit" onClick={() => onEdit(row)}>
          {row.name}
        </UnstyledButton>
      ) : (
        row.name
      ),
  },
  { key: 'rules', title: 'Rules', cell: (row) => <Rules route={row} /> },
  { key: 'accounts', title: 'Accounts', align: 'right', cell: (row) => <span className="k-num">{row.accountCount}</span> },
];

function Rules({ route }: { readonly route: RouteRow }) {
  const shown = route.rules.slice(0, 4);
  return (
    <Stack gap={2}>
      {shown.map((rule) => (
        <Text key={ruleText(rule)} fz="inherit">
          {ruleText(rule)}
        </Text>
      ))}
      {route.rules.length > shown.length ? (
        <Text c="dimmed" size="xs">
          and {route.rules.length - shown.length} more
        </Text>
      ) : null}
    </Stack>
  );
}
