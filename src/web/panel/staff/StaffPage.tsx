import { Badge, Button, Drawer, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconPlus, IconUserShield } from '@tabler/icons-react';
import { useState } from 'react';
import type { StaffLevel } from '../../../core/access/permission.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { addStaff, changeStaff, listStaff } from '../../../http/contract/session.ts';
import { useAnswer, useSend } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ChoiceField, PasswordField, SwitchField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Time } from '../../kit/Time.tsx';
import { PermissionTable } from './PermissionTable.tsx';
import { SecondFactorRule } from './SecondFactorRule.tsx';
import { StaffSecurity, secondFactorText } from './StaffSecurity.tsx';

export type Staff = AnswerOf<typeof listStaff>['items'][number];

const levelWords: Readonly<Record<StaffLevel, string>> = { administrator: 'Administrator', super_user: 'Super User' };
const levelChoices = Object.entries(levelWords).map(([value, label]) => ({ value, label }));

/** People who sign in to the panel. */
export function StaffPage() {
  const { data, error, refetch } = useAnswer(listStaff, {});
  const [editingId, setEditing] = useState<string>();
  const editing = data?.items.find(({ id }) => id === editingId);
  return (
    <>
      <PageHeader
        title="Users"
        help="Super Users work with accounts. Administrators also change prices, providers, settings and users."
      >
        <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
          Add user
        </Button>
      </PageHeader>
      <Stack>
        <div className="k-card">
          <DataTable
            label="Users"
            columns={columnsFor(setEditing)}
            rows={data?.items}
            keyOf={(row) => row.id}
            error={error}
            onRetry={() => void refetch()}
            empty={
              <EmptyState icon={IconUserShield} title="No users">
                Add a colleague.
              </EmptyState>
            }
          />
        </div>
        {data ? <SecondFactorRule rule={data.requiresSecondFactor} /> : null}
        <PermissionTable />
      </Stack>
      {editingId === 'new' ? <AddStaffDrawer onClose={() => setEditing(undefined)} /> : null}
      {editing ? <ChangeStaffDrawer staff={editing} onClose={() => setEditing(undefined)} /> : null}
    </>
  );
}

const columnsFor = (onEdit: (id: string) => void): readonly Column<Staff>[] => [
  {
    key: 'name',
    title: 'Name',
    cell: (row) => (
      <UnstyledButton className="k-linkbutton" fz="inherit" onClick={() => onEdit(row.id)}>
        {row.name}
      </UnstyledButton>
    ),
  },
  { key: 'user', title: 'User name', cell: (row) => row.userName },
  { key: 'level', title: 'Level', cell: (row) => levelWords[row.level] },
  {
    key: 'state',
    title: 'State',
    cell: (row) => (
      <Group gap={6} wrap="nowrap">
        <Badge color={row.isActive ? 'green' : 'gray'}>{row.isActive ? 'Active' : 'Off'}</Badge>
        {row.mustChangePassword ? <Badge color="yellow">New password due</Badge> : null}
      </Group>
    ),
  },
  { key: 'two', title: 'Two-step sign-in', cell: (row) => secondFactorText(row) },
  { key: 'last', title: 'Last sign-in', cell: (row) => (row.lastSignInAt ? <Time at={row.lastSignInAt} /> : 'Never') },
  { key: 'since', title: 'Since', align: 'right', cell: (row) => <Time at={row.createdAt} style="date" /> },
];

function AddStaffDrawer({ onClose }: { readonly onClose: () => void }) {
  const add = useSend(addStaff);
  return (
    <Drawer opened onClose={onClose} title="Add user">
      <ContractForm
        label="Add user"
        initialValues={{ name: '', userName: '', level: 'super_user' as StaffLevel, password: '', mustChangePassword: true }}
        schema={addStaff.body}
        toBody={(values) => values}
        send={async (body) => {
          await add.mutateAsync({ body });
          notifyDone(`${body.name} can sign in now.`);
          onClose();
        }}
      >
        <Stack>
          <TextField name="name" label="Name" data-autofocus autoComplete="off" />
          <TextField name="userName" label="User name" autoComplete="off" autoCapitalize="none" spellCheck={false} />
          <ChoiceField name="level" label="Level" data={levelChoices} />
          <PasswordField name="password" label="Password" description="At least 10 characters" autoComplete="new-password" />
          <SwitchField
            name="mustChangePassword"
            label="Must choose an own password"
            description="Asked for at the first sign-in"
          />
          <SaveButton>Add user</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}

function ChangeStaffDrawer({ staff, onClose }: { readonly staff: Staff; readonly onClose: () => void }) {
  const change = useSend(changeStaff);
  return (
    <Drawer opened onClose={onClose} title={staff.name}>
      <ContractForm
        label="Change user"
        initialValues={{ name: staff.name, level: staff.level, isActive: staff.isActive, password: '' }}
        schema={changeStaff.body}
        toBody={({ password, ...rest }) => ({ ...rest, ...(password === '' ? {} : { password }), version: staff.version })}
        send={async (body) => {
          await change.mutateAsync({ params: { id: staff.id }, body });
          notifyDone('Saved.');
          onClose();
        }}
      >
        <Stack>
          <TextField name="name" label="Name" data-autofocus autoComplete="off" />
          <ChoiceField name="level" label="Level" data={levelChoices} />
          <PasswordField name="password" label="New password" description="Empty = unchanged" autoComplete="new-password" />
          <SwitchField name="isActive" label="Active" description="May sign in" />
          <Text c="dimmed" size="xs">
            A new password, or switching off, signs this person out everywhere at once. A password from you has to be changed at
            the next sign-in.
          </Text>
          <SaveButton>Save</SaveButton>
        </Stack>
      </ContractForm>
      <StaffSecurity staff={staff} />
    </Drawer>
  );
}
