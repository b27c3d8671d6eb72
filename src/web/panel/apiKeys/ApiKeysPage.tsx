import { Alert, Anchor, Badge, Button, Drawer, Group, Stack } from '@mantine/core';
import { IconEyeExclamation, IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { StaffLevel } from '../../../core/access/permission.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { addApiKey, listApiKeys, revokeApiKey } from '../../../http/contract/session.ts';
import { useAnswer, useSend } from '../../api.ts';
import { CopyButton } from '../../kit/Copy.tsx';
import { confirm } from '../../kit/confirm.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ChoiceField, DateField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { useLocale } from '../../kit/locale.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Time } from '../../kit/Time.tsx';
import { nextDate, startOfDate } from '../../kit/timeText.ts';

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
  { key: 'used', title: 'Last used', cell: (row) => (row.lastUsedAt ? <Time at={row.lastUsedAt} /> : 'Never') },
  { key: 'expires', title: 'Expires', cell: (row) => (row.expiresAt ? <Time at={row.expiresAt} style="date" /> : 'Never') },
  {
    key: 'state',
    title: 'State',
    cell: (row) => <Badge color={row.revokedAt ? 'gray' : 'green'}>{row.revokedAt ? 'Revoked' : 'Active'}</Badge>,
  },
  { key: 'do', title: 'Actions', align: 'right', cell: (row) => (row.revokedAt ? null : <Revoke apiKey={row} />) },
];

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

type AddKeyDrawerProps = { readonly onMade: (secret: string) => void; readonly onClose: () => void };

function AddKeyDrawer({ onMade, onClose }: AddKeyDrawerProps) {
  const add = useSend(addApiKey);
  const { timeZone } = useLocale();
  return (
    <Drawer opened onClose={onClose} title="Make an API key">
      <ContractForm
        label="API key"
        initialValues={{ name: '', level: 'super_user' as StaffLevel, expiresAt: '' }}
        schema={addApiKey.body}
        toBody={({ expiresAt, ...rest }) => ({
          ...rest,
          ...(expiresAt === '' ? {} : { expiresAt: startOfDate(nextDate(expiresAt), timeZone) }),
        })}
        send={async (body) => {
          onMade((await add.mutateAsync({ body })).key);
          onClose();
        }}
      >
        <Stack>
          <TextField name="name" label="What it is for" placeholder="Billing export" data-autofocus />
          <ChoiceField
            name="level"
            label="Level"
            data={[
              { value: 'super_user', label: 'Super User' },
              { value: 'administrator', label: 'Administrator' },
            ]}
          />
          <DateField name="expiresAt" label="Last day" description="Empty = until revoked" />
          <SaveButton>Make the key</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}
