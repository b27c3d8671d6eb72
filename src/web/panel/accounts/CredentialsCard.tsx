import { Alert, Button, Group, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { IconEyeExclamation } from '@tabler/icons-react';
import { QRCodeSVG } from 'qrcode.react';
import { useState } from 'react';
import type * as z from 'zod';
import type { credentialsSchema } from '../../../http/contract/accountFields.ts';
import { CopyButton } from '../../kit/Copy.tsx';
import { copyText } from '../../kit/copyText.ts';
import { Section } from '../../kit/Section.tsx';

export type Credentials = z.output<typeof credentialsSchema>;

/** What a phone needs to register. The secret stands here once and nowhere else. */
export function CredentialsCard({ credentials }: { readonly credentials: Credentials }) {
  const lines = linesOf(credentials);
  const plain = lines.map(({ label, value }) => `${label}: ${value}`).join('\n');
  return (
    <Section
      title="Phone credentials"
      help={`For phone ${credentials.networkNumber}. Type or scan these into the phone.`}
      aside={<CopyAll text={plain} />}
    >
      <Alert color="yellow" icon={<IconEyeExclamation />} mb="md">
        The secret is shown only now. If it gets lost, reset it under Phones; the old one then stops working.
      </Alert>
      {credentials.sentTo === undefined ? null : (
        <Text mb="md">A letter with these values is on its way to {credentials.sentTo}.</Text>
      )}
      <Group align="flex-start" gap="xl">
        <Table layout="auto" withRowBorders={false} w="auto" verticalSpacing={4}>
          <Table.Tbody>
            {lines.map(({ label, value }) => (
              <Table.Tr key={label}>
                <Table.Th scope="row" fw={500} c="dimmed" pl={0} style={{ whiteSpace: 'nowrap' }}>
                  {label}
                </Table.Th>
                <Table.Td>
                  <Group gap={6} wrap="nowrap" className="k-secret">
                    <span className="k-mono">{value}</span>
                    <CopyButton text={value} label={label.toLowerCase()} />
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Codes credentials={credentials} plain={plain} />
      </Group>
    </Section>
  );
}

type Code = 'sip' | 'tls' | 'text';
const codeTexts: Readonly<Record<Code, string>> = {
  sip: 'SIP address for soft-phones',
  tls: 'The same with TLS: encrypted',
  text: 'All lines as text',
};

function Codes({ credentials, plain }: { readonly credentials: Credentials; readonly plain: string }) {
  const hasSip = credentials.protocols.includes('sip');
  const [code, setCode] = useState<Code>(hasSip ? 'sip' : 'text');
  const { networkNumber, secret, server, sipPort, sipsPort } = credentials;
  const host = server.includes(':') && !server.startsWith('[') ? `[${server}]` : server;
  const address = (port: number) => `sip:${networkNumber}:${secret}@${host}:${port}`;
  const values = { sip: address(sipPort), tls: `${address(sipsPort)};transport=tls`, text: plain };
  return (
    <Stack gap={6} align="center">
      <div style={{ background: '#fff', padding: 12, borderRadius: 8, border: '1px solid var(--k-line)', lineHeight: 0 }}>
        <QRCodeSVG
          value={values[code]}
          size={148}
          title={code === 'text' ? 'QR code with the credentials as text' : 'QR code with the SIP address'}
        />
      </div>
      <Text size="xs" c="dimmed">
        {codeTexts[code]}
      </Text>
      {hasSip ? (
        <SegmentedControl
          size="xs"
          aria-label="What the code holds"
          value={code}
          onChange={(value) => setCode(value as Code)}
          data={[
            { value: 'sip', label: 'SIP' },
            { value: 'tls', label: 'TLS' },
            { value: 'text', label: 'Text' },
          ]}
        />
      ) : null}
    </Stack>
  );
}

function CopyAll({ text }: { readonly text: string }) {
  const [isCopied, setIsCopied] = useState(false);
  return (
    <Button variant="default" size="xs" onClick={() => void copyText(text).then(setIsCopied)}>
      {isCopied ? 'Copied' : 'Copy all'}
    </Button>
  );
}

function linesOf({ networkNumber, secret, protocols, server, sipPort, iaxPort, sipsPort }: Credentials) {
  return [
    { label: 'User name', value: networkNumber },
    { label: 'Secret', value: secret },
    { label: 'Server', value: server },
    ...(protocols.includes('sip')
      ? [
          { label: 'SIP port (UDP, TCP)', value: String(sipPort) },
          { label: 'SIP port (TLS)', value: String(sipsPort) },
        ]
      : []),
    ...(protocols.includes('iax') ? [{ label: 'IAX port (UDP)', value: String(iaxPort) }] : []),
  ];
}
