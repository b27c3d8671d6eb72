import { Group, Modal, Stack, Text } from '@mantine/core';
import { useNavigate } from 'react-router';
import { parseAmount } from '../../../core/base/money.ts';
import { creditInvoice } from '../../../http/contract/invoices.ts';
import { useSend } from '../../api.ts';
import { AmountField, ChoiceField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton, useFieldValue } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import type { Invoice } from './invoice.ts';

type Values = { what: string; reason: string; amounts: string[] };

/** Takes back the whole invoice, or amounts of its lines. */
export function CreditDialog({ invoice, onClose }: { readonly invoice: Invoice; readonly onClose: () => void }) {
  const send = useSend(creditInvoice);
  const navigate = useNavigate();
  const { lines } = invoice.document;
  return (
    <Modal opened onClose={onClose} title={`Credit invoice ${invoice.number}`} size="lg">
      <ContractForm
        label="Credit"
        initialValues={{ what: 'whole', reason: '', amounts: lines.map(() => '') } as Values}
        schema={creditInvoice.body}
        toBody={({ what, reason, amounts }: Values) => ({
          reason,
          creditedBefore: invoice.credited,
          ...(what === 'lines' && {
            lines: lines.flatMap(({ line }, index) => (amounts[index]?.trim() ? [{ line, amount: amounts[index].trim() }] : [])),
          }),
        })}
        send={async (body) => {
          const issued = await send.mutateAsync({ params: { id: invoice.id }, body });
          notifyDone(`Credit note ${issued.number} was issued.`);
          onClose();
          void navigate(`/invoices/${issued.id}`);
        }}
      >
        <Stack>
          <ChoiceField
            name="what"
            label="What is taken back"
            data={[
              { value: 'whole', label: 'All that is left' },
              { value: 'lines', label: 'Some lines' },
            ]}
          />
          <Lines invoice={invoice} />
          <TextField name="reason" label="Reason" description="Stands on the credit note" placeholder="Wrong price for Zambia" />
          <Text c="dimmed" size="sm">
            A credit note has a number of its own and takes the tax with it. The invoice stays as it is.
          </Text>
          <SaveButton>Issue credit note</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}

function Lines({ invoice }: { readonly invoice: Invoice }) {
  const what = useFieldValue('what');
  if (what !== 'lines') return null;
  return (
    <Stack gap="xs">
      {invoice.document.lines.map((line, index) => {
        const left = leftOf(invoice, line.line, line.amount);
        return left === '0.00' ? null : (
          <Group key={line.line} justify="space-between" wrap="nowrap">
            <Text style={{ flex: 1 }}>
              {line.description}{' '}
              <Text span c="dimmed" size="sm">
                {line.amount} {invoice.currency}
              </Text>
            </Text>
            <AmountField
              name={`amounts.${index}`}
              aria-label={`Amount of ${line.description}`}
              currency={invoice.currency}
              w={180}
            />
          </Group>
        );
      })}
    </Stack>
  );
}

/** Lines that are below zero or were credited whole cannot be credited alone. */
function leftOf(invoice: Invoice, line: number, amount: string): string {
  const credited = invoice.creditedLines.find((one) => one.line === line)?.amount ?? '0';
  const [whole, gone] = [parseAmount(amount), parseAmount(credited)];
  return whole.ok && gone.ok && whole.value > gone.value ? amount : '0.00';
}
