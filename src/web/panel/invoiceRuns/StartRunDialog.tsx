import { Modal, Stack, Text } from '@mantine/core';
import { useNavigate } from 'react-router';
import { startInvoiceRun } from '../../../http/contract/invoiceRuns.ts';
import { useSend } from '../../api.ts';
import { DateField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { useLocale } from '../../kit/locale.tsx';
import { dateIn } from '../../kit/timeText.ts';

type StartRunDialogProps = {
  /** One account alone, whose last invoice may end on a day of its own. */
  readonly accountId?: string;
  readonly onClose: () => void;
};

/** Starts an invoice run for all accounts, or for one. */
export function StartRunDialog({ accountId, onClose }: StartRunDialogProps) {
  const send = useSend(startInvoiceRun);
  const navigate = useNavigate();
  const { timeZone } = useLocale();
  return (
    <Modal opened onClose={onClose} title="Run invoices">
      <ContractForm
        label="Run invoices"
        initialValues={{ asOf: dateIn(timeZone, new Date()), until: '' }}
        schema={startInvoiceRun.body}
        toBody={({ asOf, until }) => ({
          mode: 'by_hand' as const,
          asOf,
          ...(accountId === undefined ? {} : { accountId }),
          ...(until === '' ? {} : { until }),
        })}
        send={async (body) => {
          const run = await send.mutateAsync({ body });
          onClose();
          void navigate(`/invoice-runs/${run.id}`);
        }}
      >
        <Stack>
          <Text>
            {accountId === undefined
              ? 'Every period that is over and whose invoice is due is invoiced, for every Post-Paid account. Issued invoices cannot be changed.'
              : 'Every period of this account that is over and whose invoice is due is invoiced. An issued invoice cannot be changed.'}
          </Text>
          <DateField name="asOf" label="Invoices that are due on" description="Today, or a day before" />
          {accountId === undefined ? null : (
            <DateField
              name="until"
              label="End the period before (optional)"
              description="For a last invoice: everything before this day, whatever the calendar says"
            />
          )}
          <SaveButton>Run invoices</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}
