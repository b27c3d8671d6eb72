import { Alert, Anchor, Button, Group, List, Skeleton, Stack, Table, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type * as z from 'zod';
import { afterEvent } from '../../../core/accounts/signup.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { type approveSignup, getSignup, type signupSchema } from '../../../http/contract/signups.ts';
import { useAnswer } from '../../api.ts';
import { Facts } from '../../kit/Facts.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { Scroll } from '../../kit/Scroll.tsx';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { AccountAdded } from '../accounts/AccountAdded.tsx';
import { useMay } from '../session/session.ts';
import { ApproveDrawer } from './ApproveDrawer.tsx';
import { RejectDialog } from './RejectDialog.tsx';
import { SignupStateBadge } from './SignupStateBadge.tsx';
import { eventWords, fieldLabels, sameWords, siteText } from './words.ts';

export type Signup = z.output<typeof signupSchema>;

/** One signup: what was sent, who may be the same customer, the decision. */
export function SignupPage() {
  const { id = '' } = useParams();
  const { data: signup, error, refetch } = useAnswer(getSignup, { params: { id } });
  const [added, setAdded] = useState<AnswerOf<typeof approveSignup>>();
  if (added) return <AccountAdded added={added} />;
  if (error && !signup) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!signup) return <Skeleton h={420} />;
  return (
    <>
      <PageHeader
        title={signup.name || 'Signup'}
        aside={<SignupStateBadge state={signup.state} />}
        help={`Signed up through “${signup.formName}”.`}
      >
        <Decide signup={signup} onApproved={setAdded} />
      </PageHeader>
      <Stack gap="md">
        <SameCustomers signup={signup} />
        <Section title="What was sent" help="As it came; nobody can change it.">
          <SentTable signup={signup} />
        </Section>
        <Section title="Where it came from">
          <Facts
            facts={[
              { label: 'Received', value: <Time at={signup.receivedAt} /> },
              { label: 'Address', value: <span className="k-mono">{signup.address}</span> },
              { label: 'Sent from', value: siteText(signup.site) },
              { label: 'Browser', value: <span className="k-mono">{signup.userAgent || 'Not said'}</span> },
              ...(signup.confirmedAt ? [{ label: 'E-mail confirmed', value: <Time at={signup.confirmedAt} /> }] : []),
            ]}
          />
        </Section>
        <Section title="History">
          <Events signup={signup} />
        </Section>
      </Stack>
    </>
  );
}

type DecideProps = { readonly signup: Signup; readonly onApproved: (added: AnswerOf<typeof approveSignup>) => void };

function Decide({ signup, onApproved }: DecideProps) {
  const [open, setOpen] = useState<'approve' | 'reject'>();
  const mayDecide = useMay('signup.decide');
  if (signup.accountId)
    return (
      <Button component={Link} to={`/accounts/${signup.accountId}`}>
        Open the account
      </Button>
    );
  if (!mayDecide) return null;
  return (
    <>
      {afterEvent(signup.state, 'reject') ? (
        <Button variant="default" onClick={() => setOpen('reject')}>
          Reject
        </Button>
      ) : null}
      {afterEvent(signup.state, 'approve') ? <Button onClick={() => setOpen('approve')}>Approve</Button> : null}
      {open === 'approve' ? <ApproveDrawer signup={signup} onClose={() => setOpen(undefined)} onApproved={onApproved} /> : null}
      {open === 'reject' ? <RejectDialog signup={signup} onClose={() => setOpen(undefined)} /> : null}
    </>
  );
}

function SameCustomers({ signup: { sameAccounts, sameSignups } }: { readonly signup: Signup }) {
  if (sameAccounts.length + sameSignups.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconUsers />} title="This may be somebody you know">
      <List spacing={2} size="sm">
        {sameAccounts.map((one) => (
          <List.Item key={one.id}>
            Account{' '}
            <Anchor component={Link} to={`/accounts/${one.id}`} size="sm">
              {one.name} ({one.customerNumber})
            </Anchor>
            : {one.same.map((why) => sameWords[why]).join(', ')}
          </List.Item>
        ))}
        {sameSignups.map((one) => (
          <List.Item key={one.id}>
            <Anchor component={Link} to={`/new-accounts/${one.id}`} size="sm">
              Another signup
            </Anchor>{' '}
            with this e-mail, <Time at={one.receivedAt} /> <SignupStateBadge state={one.state} />
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

/** Text only: what strangers typed never becomes anything else. */
function SentTable({ signup: { sent } }: { readonly signup: Signup }) {
  const lines = Object.entries(sent).filter(([, text]) => text !== '');
  return (
    <Scroll label="What was sent">
      <Table className="k-table" layout="fixed" verticalSpacing={6}>
        <Table.Tbody>
          {lines.map(([name, text]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" w={200}>
                {Object.hasOwn(fieldLabels, name) ? fieldLabels[name as keyof typeof fieldLabels] : name}
              </Table.Th>
              <Table.Td style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} dir="auto">
                {text}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scroll>
  );
}

function Events({ signup: { events } }: { readonly signup: Signup }) {
  return (
    <Stack gap={6}>
      {events.map((one) => (
        <Group key={one.id} gap="sm" align="baseline">
          <Text c="dimmed">
            <Time at={one.at} />
          </Text>
          <Text>
            {eventWords[one.event] ?? one.event}
            {one.actorName === 'visitor' || one.actorName === 'system' ? '' : ` by ${one.actorName}`}
            {one.detail === '' ? '' : `: ${one.detail}`}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
