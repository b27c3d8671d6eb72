import { Alert, Button, Menu, Skeleton, Stack } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { getWebhook, removeWebhook, rotateWebhookSecret, testWebhook } from '../../../http/contract/webhooks.ts';
import { useAnswer, useSecretSend, useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { Facts } from '../../kit/Facts.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { useMay } from '../session/session.ts';
import { DeliveriesSection } from './DeliveriesSection.tsx';
import { EditWebhookDrawer } from './EditWebhookDrawer.tsx';
import { HookBadge, type Webhook } from './hookText.tsx';
import { ReplayDialog } from './ReplayDialog.tsx';
import { ShownSecret } from './ShownSecret.tsx';
import { Waiting } from './WebhooksPage.tsx';

/** One webhook: how it stands, what it was told, and what can be done about it. */
export function WebhookPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useAnswer(getWebhook, { params: { id } }, { refetchInterval: 5000 });
  const [secret, setSecret] = useState<string>();
  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton h={320} />;
  return (
    <>
      <PageHeader title={data.name} help={data.url} aside={<HookBadge webhook={data} />}>
        <Doings webhook={data} onSecret={setSecret} />
      </PageHeader>
      {secret === undefined ? null : <ShownSecret secret={secret} />}
      <Stack>
        {data.state === 'stopped' ? (
          <Alert color="red" icon={<IconAlertTriangle />} title="Stopped">
            {data.stoppedReason} What happens meanwhile is kept as missed. Mend the receiver, turn the webhook on under Change,
            and replay what never arrived.
          </Alert>
        ) : null}
        <Section title="How it stands">
          <Facts facts={factsOf(data)} />
        </Section>
        <DeliveriesSection webhookId={id} />
      </Stack>
    </>
  );
}

const factsOf = (one: Webhook) => [
  { label: 'Events', value: one.events.join(', ') },
  ...(one.alertKinds.length > 0 ? [{ label: 'Alerts', value: one.alertKinds.join(', ') }] : []),
  { label: 'Last delivered', value: one.lastOkAt ? <Time at={one.lastOkAt} /> : 'Never' },
  ...(one.failingSince ? [{ label: 'Failing since', value: <Time at={one.failingSince} /> }] : []),
  { label: 'Waiting', value: <Waiting count={one.waiting} /> },
  ...(one.oldSecretUntil ? [{ label: 'Old secret signs along until', value: <Time at={one.oldSecretUntil} /> }] : []),
];

function Doings({ webhook, onSecret }: { readonly webhook: Webhook; readonly onSecret: (secret: string) => void }) {
  const { id, name, state } = webhook;
  const [dialog, setDialog] = useState<'edit' | 'replay'>();
  const test = useSend(testWebhook);
  const remove = useSend(removeWebhook);
  const rotate = useSecretSend(rotateWebhookSecret);
  const navigate = useNavigate();
  const params = { id };
  const renew = (isAtOnce: boolean) => () =>
    void rotate({ params, body: { isAtOnce } }).then(({ secret }) => onSecret(secret), notifyProblem);
  const askRenew = (isAtOnce: boolean) => () =>
    confirm({
      title: `A new secret for “${name}”?`,
      text: isAtOnce
        ? 'The old secret ends now: what is sent cannot be checked until the receiver has the new one.'
        : 'For a day every delivery is signed with both, so that the receiver can change over without losing anything.',
      verb: 'Make a new secret',
      isDangerous: isAtOnce,
      onConfirm: renew(isAtOnce),
    });
  const askRemove = () =>
    confirm({
      title: `Remove “${name}”?`,
      text: 'What waits for it is given up, and its secret is forgotten. This cannot be undone.',
      verb: 'Remove',
      isDangerous: true,
      onConfirm: () => remove.mutate({ params }, { onSuccess: () => void navigate('/webhooks'), onError: notifyProblem }),
    });
  const send = () =>
    test.mutate({ params }, { onSuccess: () => notifyDone('A test is on its way. See the list below.'), onError: notifyProblem });
  if (!useMay('webhook.change')) return null;
  return (
    <>
      <Button leftSection={<IconSend size={16} />} onClick={send} loading={test.isPending} disabled={state !== 'on'}>
        Send a test event
      </Button>
      <Button variant="default" onClick={() => setDialog('edit')}>
        Change
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} />}>
            More
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setDialog('replay')} disabled={state !== 'on'}>
            Replay a time…
          </Menu.Item>
          <Menu.Item onClick={askRenew(false)}>New secret, both for a day…</Menu.Item>
          <Menu.Item onClick={askRenew(true)}>New secret, old one ends now…</Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" onClick={askRemove}>
            Remove…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'edit' ? <EditWebhookDrawer webhook={webhook} onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'replay' ? <ReplayDialog webhookId={id} onClose={() => setDialog(undefined)} /> : null}
    </>
  );
}
