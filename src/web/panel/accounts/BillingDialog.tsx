import { Modal, Stack } from '@mantine/core';
import type { getAccountBilling } from '../../../http/contract/accountBilling.ts';
import { changeAccountBilling } from '../../../http/contract/accountBilling.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { useSend } from '../../api.ts';
import { CheckField, NumberField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';

export type Billing = AnswerOf<typeof getAccountBilling>;

type BillingDialogProps = { readonly accountId: string; readonly billing: Billing; readonly onClose: () => void };

/** The account's own billing day, payment terms and tax exemption. */
export function BillingDialog({ accountId, billing, onClose }: BillingDialogProps) {
  const send = useSend(changeAccountBilling);
  return (
    <Modal opened onClose={onClose} title="Billing of this account">
      <ContractForm
        label="Billing of this account"
        initialValues={{
          billingDay: (billing.billingDay ?? '') as number | '',
          termsDays: (billing.termsDays ?? '') as number | '',
          taxExemption: billing.taxExemption,
          mailsInvoices: billing.mailsInvoices,
        }}
        schema={changeAccountBilling.body}
        toBody={({ billingDay, termsDays, taxExemption, mailsInvoices }) => ({
          billingDay: billingDay === '' ? null : billingDay,
          termsDays: termsDays === '' ? null : termsDays,
          taxExemption,
          mailsInvoices,
        })}
        send={async (body) => {
          await send.mutateAsync({ params: { id: accountId }, body });
          notifyDone('Saved.');
          onClose();
        }}
      >
        <Stack>
          <NumberField
            name="billingDay"
            label="Billing day"
            min={1}
            max={31}
            description="Periods begin and invoices are issued on it; 31 = the last day. Empty: as in the settings"
          />
          <NumberField name="termsDays" label="Due within" unit="days" min={0} description="Empty: as in the settings" />
          <TextField
            name="taxExemption"
            label="Exempt from tax because"
            description="Stands on the invoice. Empty: taxes are charged"
            placeholder="Embassy, certificate 123"
          />
          <CheckField name="mailsInvoices" label="Gets invoices by e-mail, where they are mailed" />
          <SaveButton>Save</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}
