import { Alert, Anchor, Badge, Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconEyeExclamation, IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { listApiKeys, revokeApiKey } from '../../../http/contract/session.ts';
import { useAnswer, useSend } from '../../api.ts';
import { CopyButton } from '../../kit/Copy.tsx';
import { confirm } from '../../kit/confirm.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Time } from '../../kit/Time.tsx';
import { AddKeyDrawer } from './AddKeyDrawer.tsx';

type ApiKey = AnswerOf<typeof listApiKeys>['items'][number];

/** Keys for programs. */
export function ApiKeysPage() {
  const { data, error, refetch } = useAnswer(listApiKeys, {});
  const [isAdding, setIsAdding] = useState(false);
  const [made, setMade] = useState<string>();
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setIsAdding(true)}>
      Make an API key
    </Button>
  );
  return (
    <>
      <PageHeader
        title="API keys"
        help={
          <>
            For programs that do what this panel does. The API is described at{' '}
            <Anchor href="/api/v1/openapi.json" target="_blank" underline="always">
              /api/v1/openapi.json
            </Anchor>
            .
          </>
        }
      >
        {add}
      </PageHeader>
      <Stack>
        {made ? <MadeKey secret={made} /> : null}
        <div className="k-card">
          <DataTable
            label="API keys"
            columns={columns}
            rows={data?.items}
            keyOf={(row) => row.id}
            error={error}
            onRetry={() => void refetch()}
            empty={
              <EmptyState icon={IconKey} title="No API key yet" action={add}>
                Make one for each program, so that each can be revoked alone.
              </EmptyState>
            }
          />
        </div>
      </Stack>
      {isAdding ? <AddKeyDrawer onMade={setMade} onClose={() => setIsAdding(false)} /> : null}
    </>
  );
}

function MadeKey({ secret }: { readonly secret: string }) {
  return (
    <Alert color="yellow" icon={<IconEyeExclamation />} title="The key is shown only now">
      <Group gap="xs" className="k-secret" wrap="nowrap">
        <span className="k-mono">{secret}</span>
        <CopyButton text={secret} label="API key" />
      </Group>
    </Alert>
  );
}

const columns: readonly Column<ApiKey>[] = [
  { key: 'name', title: 'Name', cell: (row) => row.name },
  { key: 'hint', title: 'Begins with', cell: (row) => <span className="k-mono">{row.hint}…</span> },
  { key: 'level', title: 'Level', cell: (row) => (row.level === 'administrator' ? 'Administrator' : 'Super User') },
  { key: 'scopes', title: 'May', cell: (row) => <Scopes apiKey={row} /> },
  { key: 'from', title: 'From', cell: (row) => (row.networks.length === 0 ? 'Anywhere' : row.networks.join(', ')) },
  { key: 'used', title: 'Last used', cell: (row) => <LastUsed apiKey={row} /> },
  { key: 'expires', title: 'Expires', cell: (row) => (row.expiresAt ? <Time at={row.expiresAt} style="date" /> : 'Never') },
  {
    key: 'state',
    title: 'State',
    cell: (row) => <Badge color={row.revokedAt ? 'gray' : 'green'}>{row.revokedAt ? 'Revoked' : 'Active'}</Badge>,
  },
  { key: 'do', title: 'Actions', align: 'right', cell: (row) => (row.revokedAt ? null : <Revoke apiKey={row} />) },
];

function Scopes({ apiKey: { scopes } }: { readonly apiKey: ApiKey }) {
  if (scopes === null) return 'All of its level';
  return (
    <Group gap={4}>
      {scopes.map((scope) => (
        <Code key={scope}>{scope}</Code>
      ))}
    </Group>
  );
}

function LastUsed({ apiKey: { lastUsedAt, lastUsedFrom } }: { readonly apiKey: ApiKey }) {
  if (lastUsedAt === undefined) return 'Never';
  return (
    <>
      <Time at={lastUsedAt} />
      {lastUsedFrom ? (
        <Text span c="dimmed" size="xs">
          {' '}
          from {lastUsedFrom}
        </Text>
      ) : null}
    </>
  );
}

function Revoke({ apiKey }: { readonly apiKey: ApiKey }) {
  const revoke = useSend(revokeApiKey);
  const ask = () =>
    confirm({
      title: `Revoke “${apiKey.name}”?`,
      text: 'Programs that use it are refused from now on. This cannot be undone.',
      verb: 'Revoke',
      isDangerous: true,
      onConfirm: () =>
        revoke.mutate(
          { params: { id: apiKey.id } },
          { onSuccess: () => notifyDone('The key is revoked.'), onError: notifyProblem },
        ),
    });
  return (
    <Button variant="subtle" color="red" size="compact-xs" onClick={ask} aria-label={`Revoke ${apiKey.name}`}>
      Revoke
    </Button>
  );
}
