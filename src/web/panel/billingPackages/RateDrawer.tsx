import { Drawer, Stack } from '@mantine/core';
import type { Rounding } from '../../../core/rating/rate.ts';
import { addRate, changeRate } from '../../../http/contract/billingPackages.ts';
import { type RateInput, rateSchema } from '../../../http/contract/rates.ts';
import { useSend } from '../../api.ts';
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
  readonly onClose: () => void;
};

/** Adds or replaces a rate, with an example of what it makes calls cost. */
export function RateDrawer({ packageId, rounding, row, onClose }: RateDrawerProps) {
  const add = useSend(addRate);
  const change = useSend(changeRate);
  const send = async (body: RateInput) => {
    if (row) await change.mutateAsync({ params: { id: row.id }, body });
    else await add.mutateAsync({ params: { id: packageId }, body });
    notifyDone(row ? 'The rate counts from now on.' : 'The rate is added.');
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
          <RateFields isNew={row === undefined} />
          <RateExample rounding={rounding} />
          <SaveButton isShortcutShown>{row ? 'Save rate' : 'Add rate'}</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}
