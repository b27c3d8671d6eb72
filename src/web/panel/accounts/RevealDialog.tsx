import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { groupCardNumber } from '../../../core/accounts/paymentCard.ts';
import { revealCard } from '../../../http/contract/cards.ts';
import { useSecretSend } from '../../api.ts';
import { CopyButton } from '../../kit/Copy.tsx';
import { PasswordField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import type { Account } from './accountValues.ts';
import { type Card, expiryText, maskedText } from './cardText.ts';

/** How long a number stays on screen. Seconds. */
const shownSeconds = 30;

type RevealDialogProps = { readonly account: Account; readonly card: Card; readonly onClose: () => void };

/** Asks for password and reason, then shows the number for a short while. It is kept in this dialog alone. */
export function RevealDialog({ account, card, onClose }: RevealDialogProps) {
  const reveal = useSecretSend(revealCard);
  const [number, setNumber] = useState<string>();
  return (
    <Modal opened onClose={onClose} title={maskedText(card)}>
      {number === undefined ? (
        <ContractForm
          label="Show the number"
          initialValues={{ reason: '', password: '' }}
          schema={revealCard.body}
          toBody={(values) => values}
          send={async (body) => setNumber((await reveal({ params: { id: account.id, cardId: card.id }, body })).number)}
        >
          <Stack>
            <Text>Your name, the time and the reason are written into the account’s history before the number is opened.</Text>
            <TextField
              name="reason"
              label="Reason"
              placeholder="The bank asked about the payment of 3 May"
              autoComplete="off"
              data-autofocus
            />
            <PasswordField name="password" label="Your password" autoComplete="current-password" />
            <SaveButton>Show number</SaveButton>
          </Stack>
        </ContractForm>
      ) : (
        <ShownNumber number={number} card={card} onEnd={onClose} />
      )}
    </Modal>
  );
}

type ShownNumberProps = { readonly number: string; readonly card: Card; readonly onEnd: () => void };

function ShownNumber({ number, card, onEnd }: ShownNumberProps) {
  const [left, setLeft] = useState(shownSeconds);
  useEffect(() => {
    if (left === 0) onEnd();
  }, [left, onEnd]);
  useEffect(() => {
    const timer = setInterval(() => setLeft((before) => Math.max(0, before - 1)), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Stack>
      <Group gap="xs" className="k-secret">
        <Text className="k-mono" fz="xl" data-autofocus tabIndex={-1} aria-live="polite">
          {groupCardNumber(number)}
        </Text>
        <CopyButton text={number} label="card number" />
      </Group>
      <Text>
        {card.holder}, expires {expiryText(card)}
      </Text>
      <Progress value={(left / shownSeconds) * 100} size="sm" aria-label="Time until the number is hidden" />
      <Group justify="space-between">
        <Text c="dimmed" size="xs">
          Hidden in {left} s
        </Text>
        <Button variant="default" size="xs" onClick={onEnd}>
          Hide now
        </Button>
      </Group>
    </Stack>
  );
}
