import { Badge, Button, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconDownload, IconPlus, IconRoute, IconTestPipe } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { listRoutes } from '../../../http/contract/network.ts';
import { useAnswer } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { useFilters } from '../../kit/useFilters.ts';
import { useMay } from '../session/session.ts';
import { exportRoutes, usedFor } from './exportRoutes.ts';
import { RouteDrawer } from './RouteDrawer.tsx';
import { RouteMenu } from './RouteMenu.tsx';
import type { RouteRow } from './routeValues.ts';
import { ruleText } from './ruleText.ts';

/** The drawer: a route that is changed, or a new one that may begin as a copy. */
type Open = { readonly route?: RouteRow; readonly copyOf?: RouteRow };

/** Which provider a call goes to, by prefix. */
export function RoutesPage() {
  const { data, error, refetch } = useAnswer(listRoutes, {});
  const [open, setOpen] = useState<Open>();
  const { values, set, clear } = useFilters(['search']);
  const found = data?.items.filter((route) => fits(route, values.search));
  const mayChange = useMay('route.change');
  const mayCheck = useMay('route.check');
  const add = mayChange ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen({})}>
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
          {found && found.length > 0 ? (
            <Button variant="default" leftSection={<IconDownload size={16} />} onClick={() => exportRoutes(found)}>
              Export CSV
            </Button>
          ) : null}
          {add}
        </Group>
      </PageHeader>
      <Group mb="sm">
        <SearchBox
          label="Search routes"
          placeholder="Name, prefix or provider"
          value={values.search}
          onChange={(text) => set('search', text)}
        />
      </Group>
      <div className="k-card">
        <DataTable
          label="Routes"
          columns={columnsFor(mayChange ? setOpen : undefined)}
          rows={found}
          keyOf={(row) => row.id}
          error={error}
          onRetry={() => void refetch()}
          empty={<Empty isFiltered={values.search !== ''} onClear={clear} add={add} />}
        />
      </div>
      {open ? <RouteDrawer route={open.route} copyOf={open.copyOf} onClose={() => setOpen(undefined)} /> : null}
    </>
  );
}

/** By name, or by the prefix or a provider of any rule; `+61` and `61` are the same. */
function fits({ name, rules }: RouteRow, search: string): boolean {
  const text = search.replace(/^\+/, '').toLowerCase();
  const words = [name, ...rules.flatMap(({ prefix, providerNames }) => [prefix, ...providerNames])];
  return words.some((word) => word.toLowerCase().includes(text));
}

const columnsFor = (onOpen: ((open: Open) => void) | undefined): readonly Column<RouteRow>[] => [
  {
    key: 'name',
    title: 'Name',
    cell: (row) =>
      onOpen ? (
        <UnstyledButton className="k-linkbutton" fz="inherit" onClick={() => onOpen({ route: row })}>
          {row.name}
        </UnstyledButton>
      ) : (
        row.name
      ),
  },
  { key: 'used', title: 'Used for', cell: (row) => <Uses route={row} /> },
  { key: 'rules', title: 'Rules', cell: (row) => <Rules route={row} /> },
  { key: 'accounts', title: 'Accounts', align: 'right', cell: (row) => <span className="k-num">{row.accountCount}</span> },
  ...(onOpen ? [menuColumn(onOpen)] : []),
];

const menuColumn = (onOpen: (open: Open) => void): Column<RouteRow> => ({
  key: 'menu',
  title: 'Actions',
  align: 'right',
  cell: (row) => (
    <Group justify="flex-end">
      <RouteMenu route={row} onEdit={() => onOpen({ route: row })} onCopy={() => onOpen({ copyOf: row })} />
    </Group>
  ),
});

/** New accounts and emergency calls: chosen under Settings, Defaults. */
function Uses({ route }: { readonly route: RouteRow }) {
  const uses = usedFor(route);
  if (uses.length === 0) return '–';
  return (
    <Group gap={4}>
      {uses.map((use) => (
        <Badge key={use} color="blue">
          {use}
        </Badge>
      ))}
    </Group>
  );
}

type EmptyProps = { readonly isFiltered: boolean; readonly onClear: () => void; readonly add: React.ReactNode };

function Empty({ isFiltered, onClear, add }: EmptyProps) {
  const clear = (
    <Button variant="default" onClick={onClear}>
      Clear the search
    </Button>
  );
  return (
    <EmptyState icon={IconRoute} title={isFiltered ? 'No route fits' : 'No route yet'} action={isFiltered ? clear : add}>
      {isFiltered
        ? 'Routes are searched by their name, and by the prefixes and providers of their rules.'
        : 'The first provider makes the route “Everything”. More routes let accounts use different carriers.'}
    </EmptyState>
  );
}

function Rules({ route }: { readonly route: RouteRow }) {
  const shown = route.rules.slice(0, 4);
  return (
    <Stack gap={2} className="k-roomy">
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
