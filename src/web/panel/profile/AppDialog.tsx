import { Group, Modal, Stack, Text } from '@mantine/core';
import { QRCodeSVG } from 'qrcode.react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { confirmTotp, type startTotp } from '../../../http/contract/profile.ts';
import { useSend } from '../../api.ts';
import { CopyButton } from '../../kit/Copy.tsx';
import { TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';

type AppDialogProps = {
  readonly made: AnswerOf<typeof startTotp>;
  readonly onDone: (recoveryCodes: readonly string[]) => void;
  readonly onClose: () => void;
};

/** QR code and key for the app; its first code ends the set-up. */
export function AppDialog({ made, onDone, onClose }: AppDialogProps) {
  const confirm = useSend(confirmTotp);
  return (
    <Modal opened onClose={onClose} title="Scan with the app" size="lg" closeOnClickOutside={false}>
      <ContractForm
        label="Code of the app"
        initialValues={{ code: '' }}
        schema={confirmTotp.body}
        toBody={(values) => values}
        send={async (body) => {
          const { recoveryCodes } = await confirm.mutateAsync({ body });
          notifyDone('Two-step sign-in is on.');
          onDone(recoveryCodes);
        }}
      >
        <Group align="flex-start" gap="lg">
          <div style={{ background: '#fff', padding: 12, borderRadius: 8, border: '1px solid var(--k-line)', lineHeight: 0 }}>
            <QRCodeSVG value={made.uri} size={168} title="QR code for the authenticator app" />
          </div>
          <Stack style={{ flex: '1 1 220px' }}>
            <div>
              <Text>Any authenticator app does. No camera? Type this key:</Text>
              <Group gap={6} wrap="nowrap" className="k-secret" mt={4}>
                <span className="k-mono" style={{ overflowWrap: 'anywhere' }}>
                  {made.secret.replace(/(.{4})(?=.)/g, '$1 ')}
                </span>
                <CopyButton text={made.secret} label="key" />
              </Group>
            </div>
            <TextField
              name="code"
              label="Code that the app shows"
              placeholder="123 456"
              inputMode="numeric"
              autoComplete="one-time-code"
              data-autofocus
              classNames={{ input: 'k-num' }}
            />
            <SaveButton>Turn on</SaveButton>
          </Stack>
        </Group>
      </ContractForm>
    </Modal>
  );
}
