import { Badge, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import {
  inviteAgain,
  invitePortalUser,
  listPortalUsers,
  setPortalUserActive,
  visitPortal,
} from '../../../http/contract/portalUsers.ts';
import { useAnswer, useSend } from '../../api.ts';
import { TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { useMay } from '../session/session.ts';
import type { Account } from './accountValues.ts';

/** Who may open the customer portal of this account, and a look at it. */
export function PortalSection({ account }: { readonly account: Account }) {
  const items = useAnswer(listPortalUsers, { params: { id: account.id } }).data?.items ?? [];
  const [isInviting, setIsInviting] = useState(false);
  const visit = useSend(visitPortal);
  const mayVisit = useMay('portal.visit');
  const mayChange = useMay('account.change');
  const look = () =>
    visit.mutate(
      { params: { id: account.id } },
      { onSuccess: ({ path }) => window.open(path, '_blank', 'noopener'), onError: notifyProblem },
    );
  return (
    <Section
      title="Customer portal"
      help="People of the customer who see calls, balance and invoices, and look after phones."
      aside={
        <Group gap="xs">
          {mayVisit ? (
            <Button variant="default" size="xs" loading={visit.isPending} onClick={look}>
              Open this customer’s portal
            </Button>
          ) : null}
          {mayChange ? (
            <Button variant="default" size="xs" onClick={() => setIsInviting(true)}>
              Give portal access
            </Button>
          ) : null}
        </Group>
      }
    >
      {items.length === 0 ? (
        <Text c="dimmed">Nobody yet.</Text>
      ) : (
        items.map((user) => <PortalUserRow key={user.id} user={user} mayChange={mayChange} />)
      )}
      {isInviting ? <InviteDialog account={account} onClose={() => setIsInviting(false)} /> : null}
    </Section>
  );
}

type RowProps = {
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly isActive: boolean;
    readonly hasPassword: boolean;
  };
  readonly mayChange: boolean;
};

function PortalUserRow({ user, mayChange }: RowProps) {
  const again = useSend(inviteAgain);
  const setActive = useSend(setPortalUserActive);
  const { id, name, email, isActive, hasPassword } = user;
  const state = isActive ? (hasPassword ? 'May sign in' : 'Invited') : 'No access';
  return (
    <Group justify="space-between" mb="xs">
      <Group gap="xs">
        <Text>
          {name}, {email}
        </Text>
        <Badge color={isActive ? 'green' : 'gray'}>{state}</Badge>
      </Group>
      {mayChange ? (
        <Group gap="xs">
          {isActive ? (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() =>
                again.mutate(
                  { params: { id } },
                  { onSuccess: () => notifyDone(`A new link is on its way to ${email}.`), onError: notifyProblem },
                )
              }
            >
              Send a new link
            </Button>
          ) : null}
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => setActive.mutate({ params: { id }, body: { isActive: !isActive } }, { onError: notifyProblem })}
          >
            {isActive ? 'Take access' : 'Give access'}
          </Button>
        </Group>
      ) : null}
    </Group>
  );
}

function InviteDialog({ account, onClose }: { readonly account: Account; readonly onClose: () => void }) {
  const invite = useSend(invitePortalUser);
  return (
    <Modal opened onClose={onClose} title="Give portal access">
      <ContractForm
        label="Give portal access"
        initialValues={{ name: account.displayName.slice(0, 100), email: account.email }}
        schema={invitePortalUser.body}
        toBody={(values) => values}
        send={async (body) => {
          await invite.mutateAsync({ params: { id: account.id }, body });
          notifyDone(`A letter with a link is on its way to ${body.email}.`);
          onClose();
        }}
      >
        <Stack>
          <TextField name="name" label="Name" />
          <TextField name="email" label="E-mail" type="email" description="An e-mail opens one account." />
          <SaveButton>Send the invitation</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}
