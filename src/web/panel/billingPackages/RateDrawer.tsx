import { Drawer, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Rounding } from '../../../core/rating/rate.ts';
import { addRate, changeRate } from '../../../http/contract/billingPackages.ts';
import { getPackageTerms } from '../../../http/contract/packageTerms.ts';
import { type RateInput, rateSchema } from '../../../http/contract/rates.ts';
import { useAnswer, useSend } from '../../api.ts';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { RateExample } from './RateExample.tsx';
import { RateFields } from './RateFields.tsx';
import type { RateRow } from './RateTable.tsx';
import { newRate, rateBody, rateValues } from './rateValues.ts';

type RateDrawerProps = {
  readonly packageId: string;
  readonly rounding: Rounding;
  readonly row?: RateRow;
  /** True for a rate that has not begun yet: it keeps its beginning. */
  readonly isPlanned?: boolean;
  readonly onClose: () => void;
};

/** Adds or replaces a rate, from now or a later day on, with an example of what it makes calls cost. */
export function RateDrawer({ packageId, rounding, row, isPlanned = false, onClose }: RateDrawerProps) {
  const add = useSend(addRate);
  const change = useSend(changeRate);
  const terms = useAnswer(getPackageTerms, { params: { id: packageId } }).data;
  const [from, setFrom] = useState('');
  const send = async (body: RateInput) => {
    const query = from === '' ? {} : { from };
    if (row) await change.mutateAsync({ params: { id: row.id }, query, body });
    else await add.mutateAsync({ params: { id: packageId }, query, body });
    notifyDone(savedText(from, row !== undefined, isPlanned));
    onClose();
  };
  return (
    <Drawer opened onClose={onClose} title={row ? 'Edit rate' : 'Add rate'} size="xl">
      <ContractForm
        label="Rate"
        initialValues={row ? rateValues(row.rate) : newRate}
        schema={rateSchema}
        toBody={rateBody}
        send={send}
      >
        <Stack>
          <RateFields isNew={row === undefined} bands={terms?.bands ?? []} />
          {isPlanned ? null : (
            <TextInput
              type="date"
              label="Begins"
              description={`Empty = now; a day begins at midnight in ${terms?.zone ?? 'the package’s zone'}`}
              w={300}
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
          )}
          <RateExample rounding={rounding} terms={terms} />
          <SaveButton isShortcutShown>{row ? 'Save rate' : 'Add rate'}</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}

function savedText(from: string, isChange: boolean, isPlanned: boolean): string {
  if (from !== '') return `The rate counts from ${from}.`;
  if (isPlanned) return 'The planned rate is changed.';
  return isChange ? 'The rate counts from now on.' : 'The rate is added.';
}
