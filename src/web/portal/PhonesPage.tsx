import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { IconHeadset } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { AnswerOf } from '../../http/contract/endpoint.ts';
import { listPortalPhones, resetOwnSecret } from '../../http/contract/portalPhones.ts';
import { getPortalSession } from '../../http/contract/portalSession.ts';
import { useAnswer, useSecretSend } from '../api.ts';
import { CopyButton } from '../kit/Copy.tsx';
import { confirm } from '../kit/confirm.tsx';
import { notifyProblem } from '../kit/notify.ts';
import { Problem } from '../kit/Problem.tsx';
import { Section } from '../kit/Section.tsx';
import { fill } from '../kit/words.tsx';
import { Messages } from './Messages.tsx';
import { PhoneFeatures } from './PhoneFeatures.tsx';
import { useWebPhone } from './phone/webPhone.tsx';
import { useIsPortalLive } from './portalLive.ts';
import { Recordings } from './Recordings.tsx';
import { usePortalWords } from './words/portalWords.ts';

/** One phone of the customer. */
export type PortalPhone = AnswerOf<typeof listPortalPhones>['items'][number];
type Credentials = AnswerOf<typeof resetOwnSecret>;

// Needed for a moment, once.
const QRCodeSVG = lazy(() => import('qrcode.react').then(({ QRCodeSVG: component }) => ({ default: component })));

/** The phones, whether they are connected, their secrets, forwarding and voicemail. */
export function PhonesPage() {
  const words = usePortalWords();
  const { data, error } = useAnswer(listPortalPhones, {}, { refetchInterval: useIsPortalLive() ? 60_000 : 10_000 });
  if (error && !data) return <Problem error={error} />;
  return (
    <ModalsProvider>
      <Stack>
        <Title order={1}>{words.phones}</Title>
        {data?.items.map((phone) => (
          <Phone key={phone.id} phone={phone} />
        ))}
        <Messages />
        <Recordings />
      </Stack>
    </ModalsProvider>
  );
}

function Phone({ phone }: { readonly phone: PortalPhone }) {
  const words = usePortalWords();
  const reset = useSecretSend(resetOwnSecret);
  const [credentials, setCredentials] = useState<Credentials>();
  const [isOpen, setIsOpen] = useState(false);
  const ask = () =>
    confirm({
      title: fill(words.newSecretAsk, { number: phone.number }),
      text: words.newSecretText,
      verb: words.makeSecret,
      cancel: words.cancel,
      isDangerous: true,
      onConfirm: () => void reset({ params: { id: phone.id } }).then(setCredentials, notifyProblem),
    });
  return (
    <Section title={phone.label === '' ? phone.number : `${phone.number} · ${phone.label}`} aside={<Connected phone={phone} />}>
      <Stack>
        <Group>
          <Button
            variant="default"
            onClick={() => setIsOpen(true)}
            aria-label={fill(words.forwardingOf, { number: phone.number })}
          >
            {words.forwardingAndVoicemail}
          </Button>
          <Button variant="default" onClick={ask} aria-label={fill(words.newSecretFor, { number: phone.number })}>
            {words.newSecret}
          </Button>
          {phone.isActive ? <BrowserButton phone={phone} /> : null}
        </Group>
        {credentials ? <Secret credentials={credentials} /> : null}
        {isOpen ? <PhoneFeatures phone={phone} onClose={() => setIsOpen(false)} /> : null}
      </Stack>
    </Section>
  );
}

/** Whether a phone rings here, and whether it is a browser. */
function Connected({ phone }: { readonly phone: PortalPhone }) {
  const words = usePortalWords();
  const { registrations } = phone;
  if (registrations.length === 0) return <Badge color="gray">{words.notConnected}</Badge>;
  const isBrowserOnly = registrations.every(({ isBrowser }) => isBrowser);
  const hasBrowser = registrations.some(({ isBrowser }) => isBrowser);
  return (
    <Group gap="xs">
      {isBrowserOnly ? null : <Badge color="green">{words.connected}</Badge>}
      {hasBrowser ? <Badge color="green">{`${words.connected}: ${words.browser}`}</Badge> : null}
    </Group>
  );
}

/** Makes this browser a phone of the number; nothing for staff that only looks. */
function BrowserButton({ phone: { id, number } }: { readonly phone: PortalPhone }) {
  const words = usePortalWords();
  const { chosen, choose } = useWebPhone();
  const isVisit = useAnswer(getPortalSession, {}).data?.user?.isVisit ?? true;
  if (isVisit) return null;
  if (chosen?.id === id) return <Text c="dimmed">{words.isBrowser}</Text>;
  return (
    <Button
      variant="default"
      leftSection={<IconHeadset size={16} aria-hidden />}
      onClick={() => choose({ id, number })}
      aria-label={fill(words.useBrowserFor, { number })}
    >
      {words.useBrowser}
    </Button>
  );
}

function Secret({ credentials }: { readonly credentials: Credentials }) {
  const words = usePortalWords();
  const { networkNumber, secret, server, sipPort, sipsPort } = credentials;
  const host = server.includes(':') && !server.startsWith('[') ? `[${server}]` : server;
  return (
    <Stack gap="xs" role="status">
      <Text>{words.secretShownOnce}</Text>
      <Group className="k-secret" gap={6}>
        <span className="k-mono" data-secret>
          {secret}
        </span>
        <CopyButton text={secret} label="secret" />
      </Group>
      <Text c="dimmed" size="xs">
        {fill(words.secretFacts, { user: networkNumber, server, port: sipPort, tlsPort: sipsPort })}
      </Text>
      <div style={{ background: '#fff', padding: 12, borderRadius: 8, width: 'max-content', lineHeight: 0 }}>
        <Suspense>
          <QRCodeSVG
            value={`sip:${networkNumber}:${secret}@${host}:${sipPort}`}
            size={160}
            title="QR code with the SIP address"
          />
        </Suspense>
      </div>
    </Stack>
  );
}
