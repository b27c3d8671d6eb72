import { Stack } from '@mantine/core';
import type { bundlePeriods } from '../../../core/rating/bundle.ts';
import { includedModes } from '../../../core/rating/includedSeconds.ts';
import { addPackageBundle } from '../../../http/contract/bundles.ts';
import { DateField, NumberField, SelectField, SwitchField, TagsField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';

type Values = {
  name: string;
  prefixes: string[];
  minutes: number | '';
  period: keyof typeof bundlePeriods;
  doesRollOver: boolean;
  mode: keyof typeof includedModes;
  coversFlagFall: boolean;
  beginsOn: string;
};
type Body = Omit<Values, 'minutes' | 'beginsOn'> & { minutes: number; beginsOn?: string };

const empty: Values = {
  ...{ name: '', prefixes: [], minutes: '', period: 'month', doesRollOver: false },
  ...{ mode: 'seconds', coversFlagFall: false, beginsOn: '' },
};
const choices = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([value, label]) => ({ value, label }));

/** Included minutes, of a package or of an account. */
export function BundleForm({ send }: { readonly send: (body: Body) => Promise<unknown> }) {
  return (
    <ContractForm
      label="Included minutes"
      initialValues={empty}
      schema={addPackageBundle.body}
      toBody={({ minutes, beginsOn, ...rest }: Values): Body => ({
        ...rest,
        minutes: minutes as number,
        ...(beginsOn === '' ? {} : { beginsOn }),
      })}
      send={send}
    >
      <Stack>
        <div className="k-fields">
          <TextField name="name" label="Name" placeholder="100 minutes to land lines" />
          <NumberField name="minutes" label="Minutes" unit="minutes" min={1} />
          <SelectField
            name="period"
            label="Given anew"
            data={choices({ day: 'Every day', week: 'Every week', month: 'Every month' })}
          />
          <DateField name="beginsOn" label="From" description="Empty = today" />
        </div>
        <TagsField
          name="prefixes"
          label="For numbers that begin with"
          description="Country code first, such as 61"
          placeholder="61"
        />
        <SelectField name="mode" label="A block that they do not cover whole" data={choices(includedModes)} />
        <SwitchField name="doesRollOver" label="What is left is carried over" description="To the next period, once" />
        <SwitchField name="coversFlagFall" label="Flag fall is included" description="For a call that finds minutes left" />
        <SaveButton>Include these minutes</SaveButton>
      </Stack>
    </ContractForm>
  );
}
