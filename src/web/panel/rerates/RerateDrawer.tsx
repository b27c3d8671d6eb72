import { Drawer, Stack } from '@mantine/core';
import { useNavigate } from 'react-router';
import { listBillingPackages } from '../../../http/contract/billingPackages.ts';
import { startRerate } from '../../../http/contract/rerates.ts';
import { useAnswer, useSend } from '../../api.ts';
import { ChoiceField, DateField, SelectField, SwitchField, TagsField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { useLocale } from '../../kit/locale.tsx';
import { dateIn, nextDate, startOfDate } from '../../kit/timeText.ts';

/** Which calls are priced again, and with which rates. Makes a preview; books nothing. */
export function RerateDrawer({ onClose }: { readonly onClose: () => void }) {
  const packages = useAnswer(listBillingPackages, {}).data?.items ?? [];
  const start = useSend(startRerate);
  const navigate = useNavigate();
  const { timeZone } = useLocale();
  const today = dateIn(timeZone, new Date());
  const choices = packages.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Drawer opened onClose={onClose} title="Price calls again">
      <ContractForm
        label="Price calls again"
        initialValues={{
          ...{
            billingPackageId: '',
            withPackageId: '',
            rates: 'at_answer' as 'at_answer' | 'now',
            customerNumbers: [] as string[],
            prefix: '',
          },
          ...{ from: `${today.slice(0, 8)}01`, to: today, mayOverdraw: false, reason: '' },
        }}
        schema={startRerate.body}
        toBody={({ withPackageId, customerNumbers, from, to, ...rest }) => ({
          ...rest,
          ...(withPackageId === '' ? {} : { withPackageId }),
          ...(customerNumbers.length === 0 ? {} : { customerNumbers }),
          from: from === '' ? '' : startOfDate(from, timeZone),
          to: to === '' ? '' : startOfDate(nextDate(to), timeZone),
        })}
        send={async (body) => {
          const { id } = await start.mutateAsync({ body });
          await navigate(`/rerates/${id}`);
        }}
      >
        <Stack>
          <SelectField
            name="billingPackageId"
            label="Calls priced with"
            placeholder="Billing package"
            data={choices}
            searchable
            data-autofocus
          />
          <ChoiceField
            name="rates"
            label="Which rates"
            description="The first finds calls whose price was not that of its time; the second applies what you changed since."
            data={[
              { value: 'at_answer', label: 'In force when the call was answered' },
              { value: 'now', label: 'As they stand now' },
            ]}
          />
          <SelectField name="withPackageId" label="Rates of" placeholder="The same package" data={choices} searchable clearable />
          <DateField name="from" label="First day" description="By when the call was answered" />
          <DateField name="to" label="Last day" />
          <TagsField name="customerNumbers" label="Only these customers" placeholder="Customer numbers; all when empty" />
          <TextField name="prefix" label="Only numbers that begin with" placeholder="61" inputMode="tel" />
          <SwitchField
            name="mayOverdraw"
            label="May take Pre-Paid below zero"
            description="Off: what an account cannot pay of a higher price is the company’s loss"
          />
          <TextField name="reason" label="Reason" placeholder="Rate for Spain came a week late" />
          <SaveButton>Make a preview</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}
