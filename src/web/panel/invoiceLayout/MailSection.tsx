import { Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { changeInvoiceMail, getInvoiceMail } from '../../../http/contract/invoiceLayout.ts';
import { useAnswer, useSend } from '../../api.ts';
import { AreaField, CheckField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { Problem } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';

type InvoiceMail = AnswerOf<typeof getInvoiceMail>;

/** How invoices go out by e-mail. */
export function MailSection() {
  const { data, error, refetch } = useAnswer(getInvoiceMail, {});
  const [opened, setOpened] = useState<InvoiceMail>();
  const setting = opened ?? data;
  if (error && !setting) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!setting) return <Skeleton h={200} />;
  if (!opened) setOpened(setting);
  return <Form key={setting.version} setting={setting} onSaved={setOpened} />;
}

function Form({ setting, onSaved }: { readonly setting: InvoiceMail; readonly onSaved: (setting: InvoiceMail) => void }) {
  const change = useSend(changeInvoiceMail);
  const { version, ...initialValues } = setting;
  return (
    <Section title="Invoices by e-mail" help="The PDF is attached. Subject and text know the same tags.">
      <ContractForm
        label="Invoices by e-mail"
        initialValues={initialValues}
        schema={changeInvoiceMail.body}
        toBody={(values) => ({ ...values, version })}
        send={async (body) => {
          onSaved(await change.mutateAsync({ body }));
          notifyDone('Saved.');
        }}
      >
        <Stack gap="sm">
          <CheckField name="isOn" label="Mail invoices when they are issued" />
          <CheckField name="attachesXml" label="Attach the e-invoice (EN 16931) too, where it can be written" />
          <TextField name="subject" label="Subject" />
          <AreaField name="body" label="Text" rows={8} />
          <SaveButton>Save</SaveButton>
        </Stack>
      </ContractForm>
    </Section>
  );
}
