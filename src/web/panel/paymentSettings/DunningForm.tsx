import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type DunningKind, dunningKinds } from '../../../core/payments/dunning.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { changeDunning, type getDunning } from '../../../http/contract/paymentSettings.ts';
import { useSend } from '../../api.ts';
import { AmountField, CheckField, NumberField, SelectField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton, useFormHandle } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { useCurrency } from '../session/session.ts';

type Row = { key: string; kind: DunningKind; daysAfterDue: number | ''; isOn: boolean; fee: string };
const kindChoices = (Object.keys(dunningKinds) as DunningKind[]).map((value) => ({ value, label: dunningKinds[value] }));

let rowCount = 0;
function nextKey(): string {
  rowCount += 1;
  return `new-${rowCount}`;
}

/** What happens how many days after an invoice was due. */
export function DunningForm({ dunning }: { readonly dunning: AnswerOf<typeof getDunning> }) {
  const send = useSend(changeDunning);
  return (
    <ContractForm
      label="Reminders"
      isGuarded
      initialValues={{ steps: dunning.steps.map((one, index): Row => ({ ...one, fee: one.fee ?? '', key: `saved-${index}` })) }}
      schema={changeDunning.body}
      toBody={({ steps }) => ({
        steps: steps.map(({ key: _key, daysAfterDue, fee, ...rest }) => ({
          ...{ ...rest, daysAfterDue: daysAfterDue as number, fee: fee === '' ? null : fee },
        })),
        version: dunning.version,
      })}
      send={async (body) => {
        await send.mutateAsync({ body });
        notifyDone('Saved.');
      }}
    >
      <Section
        title="Reminders"
        help="Steps are taken in this order, each once for an invoice. A payment restores the account at once, by itself."
      >
        <Stack>
          <Rows />
          <Text c="dimmed" size="sm">
            “Restrict” lets calls in and emergency calls out. A fee is a one-time charge on the next invoice. Letters have a link
            to pay by card.
          </Text>
          <SaveButton>Save</SaveButton>
        </Stack>
      </Section>
    </ContractForm>
  );
}

function Rows() {
  const form = useFormHandle();
  const currency = useCurrency();
  const rows = form.getValues().steps as readonly Row[];
  const add = () => {
    const last = rows.at(-1)?.daysAfterDue;
    const daysAfterDue = (typeof last === 'number' ? last : 0) + 7;
    form.insertListItem('steps', { key: nextKey(), kind: 'reminder', daysAfterDue, isOn: false, fee: '' });
  };
  return (
    <>
      {rows.map((row, index) => (
        <fieldset key={row.key} style={{ border: 0, padding: 0, margin: 0 }}>
          <legend className="mantine-visually-hidden">Step {index + 1}</legend>
          <Group align="flex-end" gap="sm">
            <NumberField name={`steps.${index}.daysAfterDue`} label="After the due date" unit="days" min={1} max={365} w={150} />
            <SelectField name={`steps.${index}.kind`} label="Step" data={kindChoices} w={240} />
            <AmountField name={`steps.${index}.fee`} label="Fee" currency={currency} w={150} placeholder="none" />
            <div style={{ paddingBottom: 8 }}>
              <CheckField name={`steps.${index}.isOn`} label="On" />
            </div>
            <ActionIcon aria-label={`Remove step ${index + 1}`} onClick={() => form.removeListItem('steps', index)} mb={4}>
              <IconTrash size={17} />
            </ActionIcon>
          </Group>
        </fieldset>
      ))}
      <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} onClick={add} style={{ alignSelf: 'flex-start' }}>
        Add step
      </Button>
    </>
  );
}
