import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { QRCodeSVG } from 'qrcode.react';
import { useState } from 'react';
import type { AnswerOf } from '../../http/contract/endpoint.ts';
import { listPortalPhones, resetOwnSecret } from '../../http/contract/portalPhones.ts';
import { useAnswer, useSecretSend } from '../api.ts';
import { CopyButton } from '../kit/Copy.tsx';
import { confirm } from '../kit/confirm.tsx';
import { notifyProblem } from '../kit/notify.ts';
import { Problem } from '../kit/Problem.tsx';
import { Section } from '../kit/Section.tsx';
import { Messages } from './Messages.tsx';
import { PhoneFeatures } from './PhoneFeatures.tsx';
import { Recordings } from './Recordings.tsx';

/** One phone of the customer. */
export type PortalPhone = AnswerOf<typeof listPortalPhones>['items'][number];
type Credentials = AnswerOf<typeof resetOwnSecret>;

/** The phones, whether they are connected, their secrets, forwarding and voicemail. */
export function PhonesPage() {
  const { data, error } = useAnswer(listPortalPhones, {}, { refetchInterval: 10_000 });
  if (error && !data) return <Problem error={error} />;
  return (
    <Stack>
      <Title order={1}>Phones</Title>
      {data?.items.map((phone) => (
        <Phone key={phone.id} phone={phone} />
      ))}
      <Messages />
      <Recordings />
    </Stack>
  );
}

function Phone({ phone }: { readonly phone: PortalPhone }) {
  const reset = useSecretSend(resetOwnSecret);
  const [credentials, setCredentials] = useState<Credentials>();
  const [isOpen, setIsOpen] = useState(false);
  const isConnected = phone.registrations.length > 0;
  const ask = () =>
    confirm({
      title: `New secret for ${phone.number}?`,
      text: 'The phone stops working until the new secret is typed into it. The new one is shown once.',
      verb: 'Make a new secret',
      isDangerous: true,
      onConfirm: () => void reset({ params: { id: phone.id } }).then(setCredentials, notifyProblem),
    });
  return (
    <Section
      title={phone.label === '' ? phone.number : `${phone.number} · ${phone.label}`}
      aside={<Badge color={isConnected ? 'green' : 'gray'}>{isConnected ? 'Connected' : 'Not connected'}</Badge>}
    >
      <Stack>
        <Group>
          <Button variant="default" onClick={() => setIsOpen(true)} aria-label={`Forwarding and voicemail of ${phone.number}`}>
            Forwarding and voicemail
          </Button>
          <Button variant="default" onClick={ask} aria-label={`New secret for ${phone.number}`}>
            New secret
          </Button>
        </Group>
        {credentials ? <Secret credentials={credentials} /> : null}
        {isOpen ? <PhoneFeatures phone={phone} onClose={() => setIsOpen(false)} /> : null}
      </Stack>
    </Section>
  );
}

function Secret({ credentials }: { readonly credentials: Credentials }) {
  const { networkNumber, secret, server, sipPort, sipsPort } = credentials;
  const host = server.includes(':') && !server.startsWith('[') ? `[${server}]` : server;
  return (
    <Stack gap="xs" role="status">
      <Text>The secret is shown only now. Type it into the phone, or scan the code.</Text>
      <Group className="k-secret" gap={6}>
        <span className="k-mono" data-secret>
          {secret}
        </span>
        <CopyButton text={secret} label="secret" />
      </Group>
      <Text c="dimmed" size="xs">
        User name {networkNumber}, server {server}, port {sipPort}; encrypted: TLS, port {sipsPort}, SRTP
      </Text>
      <div style={{ background: '#fff', padding: 12, borderRadius: 8, width: 'max-content', lineHeight: 0 }}>
        <QRCodeSVG value={`sip:${networkNumber}:${secret}@${host}:${sipPort}`} size={160} title="QR code with the SIP address" />
      </div>
    </Stack>
  );
}
