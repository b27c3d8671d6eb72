import { ActionIcon, Anchor, Badge, Button, Group, Menu, Stack, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCreditCard,
  IconDotsVertical,
  IconEye,
  IconPlus,
  IconReplace,
  IconTrash,
} from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { Link } from 'react-router';
import { listCards, removeCard } from '../../../http/contract/cards.ts';
import { useAnswer, useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { useMay } from '../session/session.ts';
import type { Account } from './accountValues.ts';
import { CardDialog } from './CardDialog.tsx';
import { type Card, expiryText, maskedText } from './cardText.ts';
import { RevealDialog } from './RevealDialog.tsx';

/** The customer's cards, masked. */
export function CardsSection({ account }: { readonly account: Account }) {
  const { data, error, refetch } = useAnswer(listCards, { params: { id: account.id } });
  const [isAdding, setIsAdding] = useState(false);
  const mayChange = useMay('card.change');
  return (
    <Section
      title="Credit cards"
      help={
        account.paymentType === 'pre_paid'
          ? 'This account is Pre-Paid: its cards are never charged automatically. Numbers are kept sealed.'
          : 'Numbers are kept sealed. What is charged for invoices is the card at the gateway, above.'
      }
      aside={
        mayChange ? (
          <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} onClick={() => setIsAdding(true)}>
            Add card
          </Button>
        ) : null
      }
      isFlush
    >
      <DataTable
        label="Credit cards"
        columns={columnsFor(account)}
        rows={data?.items}
        keyOf={(card) => card.id}
        error={error}
        onRetry={() => void refetch()}
        empty={
          <EmptyState icon={IconCreditCard} title="No card">
            A card that the customer pays with can be kept here. Its security code is not asked for: it may never be stored.
          </EmptyState>
        }
      />
      {isAdding ? <CardDialog account={account} onClose={() => setIsAdding(false)} /> : null}
    </Section>
  );
}

const columnsFor = (account: Account): readonly Column<Card>[] => [
  { key: 'card', title: 'Card', cell: (card) => <CardText card={card} account={account} /> },
  { key: 'holder', title: 'Name on the card', cell: (card) => card.holder },
  { key: 'expiry', title: 'Expiry', cell: (card) => <Expiry card={card} /> },
  {
    key: 'added',
    title: 'Added',
    cell: (card) => (
      <>
        <Time at={card.createdAt} /> by {card.createdBy}
      </>
    ),
  },
  { key: 'do', title: '', align: 'right', cell: (card) => <CardMenu card={card} account={account} /> },
];

function Expiry({ card }: { readonly card: Card }) {
  return (
    <Group gap={6} wrap="nowrap">
      <span className="k-num">{expiryText(card)}</span>
      {card.isExpired ? (
        <Badge color="red" variant="light">
          Expired
        </Badge>
      ) : null}
    </Group>
  );
}

function CardText({ card, account }: { readonly card: Card; readonly account: Account }) {
  const others = new Map(card.alsoOn.map((twin) => [twin.accountId, twin.name]));
  const isTwiceHere = others.delete(account.id);
  return (
    <Stack gap={2}>
      <span className="k-num">{maskedText(card)}</span>
      {isTwiceHere || others.size > 0 ? (
        <Text size="xs" c="dimmed">
          <IconAlertTriangle size={13} aria-hidden style={{ verticalAlign: '-2px' }} /> The same card is{' '}
          {isTwiceHere ? 'here twice' : null}
          {isTwiceHere && others.size > 0 ? ', and ' : null}
          {others.size > 0 ? 'on ' : null}
          {[...others].map(([id, name], index) => (
            <Fragment key={id}>
              {index > 0 ? ', ' : null}
              <Anchor component={Link} to={`/accounts/${id}/money`} fz="inherit">
                {name}
              </Anchor>
            </Fragment>
          ))}
        </Text>
      ) : null}
    </Stack>
  );
}

function CardMenu({ card, account }: { readonly card: Card; readonly account: Account }) {
  const [open, setOpen] = useState<'reveal' | 'replace'>();
  const removal = useSend(removeCard);
  const mayChange = useMay('card.change');
  const mayReveal = useMay('card.reveal');
  const params = { id: account.id, cardId: card.id };
  const close = () => setOpen(undefined);
  const remove = () =>
    confirm({
      title: `Remove ${maskedText(card)}?`,
      text: 'Its number cannot be brought back: the only key to it goes, too. The history stays.',
      verb: 'Remove',
      isDangerous: true,
      onConfirm: () => removal.mutate({ params }, { onSuccess: () => notifyDone('Removed.'), onError: notifyProblem }),
    });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon className="k-actions" aria-label={`Actions for ${maskedText(card)}`}>
            <IconDotsVertical size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayReveal ? (
            <Menu.Item leftSection={<IconEye size={15} />} onClick={() => setOpen('reveal')}>
              Show number
            </Menu.Item>
          ) : null}
          {mayChange ? (
            <>
              <Menu.Item leftSection={<IconReplace size={15} />} onClick={() => setOpen('replace')}>
                Replace
              </Menu.Item>
              <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={remove}>
                Remove
              </Menu.Item>
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {open === 'reveal' ? <RevealDialog account={account} card={card} onClose={close} /> : null}
      {open === 'replace' ? <CardDialog account={account} replaced={card} onClose={close} /> : null}
    </>
  );
}
