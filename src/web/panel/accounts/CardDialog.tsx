import { Modal, Stack, Text } from '@mantine/core';
import { addCard, replaceCard } from '../../../http/contract/cards.ts';
import { useSecretSend } from '../../api.ts';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { type Account, emptyCard } from './accountValues.ts';
import { CardFields, NeverCharged } from './CardFields.tsx';
import type { Card } from './cardText.ts';

type CardDialogProps = {
  readonly account: Account;
  /** The card whose place the new one takes. */
  readonly replaced?: Card;
  readonly onClose: () => void;
};

/** A card, typed. */
export function CardDialog({ account, replaced, onClose }: CardDialogProps) {
  const add = useSecretSend(addCard);
  const replace = useSecretSend(replaceCard);
  const params = { id: account.id };
  const title = replaced ? 'Replace the card' : 'Add a card';
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <ContractForm
        label={title}
        initialValues={{ ...emptyCard, holder: replaced?.holder ?? '' }}
        schema={addCard.body}
        toBody={(values) => values}
        send={async (body) => {
          const card = await (replaced ? replace({ params: { ...params, cardId: replaced.id }, body }) : add({ params, body }));
          notifyDone(card.alsoOn.length > 0 ? 'Saved. The same card is stored elsewhere, too: see the list.' : 'Saved.');
          onClose();
        }}
      >
        <Stack>
          {account.paymentType === 'pre_paid' ? <NeverCharged /> : null}
          <CardFields place="" isFocused />
          <Text c="dimmed" size="xs">
            The number is kept sealed. The security code is not asked for: it may never be stored.
          </Text>
          <SaveButton>{replaced ? 'Replace card' : 'Add card'}</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}
