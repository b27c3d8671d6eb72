import { Drawer, Stack } from '@mantine/core';
import type { DestinationClass } from '../../../core/fraud/classedPrefix.ts';
import { saveClasses } from '../../../http/contract/guard.ts';
import { useSend } from '../../api.ts';
import { AreaField, ChoiceField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import type { ClassRow } from './classRow.ts';
import { classChoices } from './guardText.ts';
import { readClassLines } from './readClassLines.ts';

type ClassDrawerProps = { readonly edited: ClassRow | 'new'; readonly onClose: () => void };

/** One prefix, or many pasted or copied from a sheet; each line may name its own class. */
export function ClassDrawer({ edited, onClose }: ClassDrawerProps) {
  const save = useSend(saveClasses);
  const isNew = edited === 'new';
  const initialValues = {
    lines: isNew ? '' : edited.prefix,
    class: (isNew ? 'special' : edited.class) as DestinationClass,
    name: isNew ? '' : edited.name,
  };
  return (
    <Drawer opened onClose={onClose} title={isNew ? 'Add prefixes' : `Change +${edited.prefix}`}>
      <ContractForm
        label="Prefixes"
        initialValues={initialValues}
        schema={saveClasses.body}
        toBody={(values) => ({ classes: [...readClassLines(values.lines, values.class, values.name)] })}
        send={async (body) => {
          const { saved } = await save.mutateAsync({ body });
          notifyDone(`Saved ${saved} ${saved === 1 ? 'prefix' : 'prefixes'}. They count from the next call on.`);
          onClose();
        }}
      >
        <Stack>
          {isNew ? (
            <AreaField
              name="lines"
              label="Prefixes"
              description="One a line with the country code, or lines of a CSV: prefix, class, name"
              placeholder={'8816\n3719, special, Latvia premium'}
              autosize
              minRows={5}
              maxRows={16}
              data-autofocus
            />
          ) : null}
          <ChoiceField name="class" label="Class" description="Of lines that name none" data={classChoices} />
          <TextField name="name" label="Name" placeholder="Latvia, premium rate" />
          <SaveButton>Save</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}
