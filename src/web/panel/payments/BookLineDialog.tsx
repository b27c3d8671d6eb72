import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { listAccounts } from '../../../http/contract/accounts.ts';
import type { listBankLines } from '../../../http/contract/bankLines.ts';
import { bookBankLine } from '../../../http/contract/bankLines.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { useAnswer, useSend } from '../../api.ts';
import { Money } from '../../kit/Money.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';

export type BankLineRow = AnswerOf<typeof listBankLines>['items'][number];

/** Whose money is it? The oldest invoices are paid first. */
export function BookLineDialog({ row, onClose }: { readonly row: BankLineRow; readonly onClose: () => void }) {
  const [text, setText] = useState(row.payer);
  const [search] = useDebouncedValue(text.trim(), 250);
  const { data } = useAnswer(listAccounts, { query: { search, limit: 8 } }, { enabled: search !== '', keep: true });
  const book = useSend(bookBankLine);
  const choose = (accountId: string) =>
    book.mutate(
      { params: { id: row.id }, body: { accountId } },
      {
        onSuccess: () => {
          notifyDone('Booked.');
          onClose();
        },
        onError: notifyProblem,
      },
    );
  return (
    <Modal opened onClose={onClose} title="Whose payment is it?">
      <Stack>
        <Text>
          <Money value={row.amount} currency={row.currency} />, {row.payer}: {row.text}
        </Text>
        <TextInput
          label="Customer"
          placeholder="Name, number, e-mail, phone"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        {(data?.items ?? []).map((one) => (
          <Group key={one.id} justify="space-between" wrap="nowrap">
            <span>
              {one.displayName}{' '}
              <Text component="span" c="dimmed" size="sm" className="k-num">
                {one.customerNumber}
              </Text>
            </span>
            <Button size="compact-sm" onClick={() => choose(one.id)} loading={book.isPending}>
              Book for this customer
            </Button>
          </Group>
        ))}
        {data?.items.length === 0 ? <Text c="dimmed">No account fits.</Text> : null}
      </Stack>
    </Modal>
  );
}
