import { Button, Drawer, Stack } from '@mantine/core';
import { IconEraser } from '@tabler/icons-react';
import { Refusal } from '../../../core/base/refusal.ts';
import { addIncomingNumbers } from '../../../http/contract/incomingNumbers.ts';
import { useSend } from '../../api.ts';
import { AreaField } from '../../kit/fields.tsx';
import { ContractForm, type Handle, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { noTerms, TermsFields, termsBody } from './TermsFields.tsx';

/** Numbers pasted one a line. All are added, or none and each line says what is wrong with it; the box stays as it was. */
export function AddNumbersDrawer({ onClose }: { readonly onClose: () => void }) {
  const add = useSend(addIncomingNumbers);
  return (
    <Drawer opened onClose={onClose} title="Add incoming numbers" size="lg">
      <ContractForm
        label="Add incoming numbers"
        initialValues={{ text: '', ...noTerms }}
        schema={addIncomingNumbers.body}
        toBody={({ text, ...terms }) => ({ text, ...termsBody(terms) })}
        send={async (body) => {
          const { numbers } = await add.mutateAsync({ body });
          notifyDone(numbers.length === 1 ? '1 number is in stock.' : `${numbers.length} numbers are in stock.`);
          onClose();
        }}
        remedy={(error, form, settle) => <TakeOutFaulty error={error} form={form} onDone={settle} />}
      >
        <Stack>
          <AreaField
            name="text"
            label="Numbers"
            description="One a line, written in any way: +61 2 8000 1111, (02) 8000 1111, 0011 44 …"
            placeholder={'+61 2 8000 1111\n(02) 8000 1112'}
            autosize
            minRows={8}
            maxRows={18}
            spellCheck={false}
            classNames={{ input: 'k-num' }}
            data-autofocus
          />
          <TermsFields />
          <SaveButton isShortcutShown>Add numbers</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}

type TakeOutFaultyProps = { readonly error: unknown; readonly form: Handle; readonly onDone: () => void };

/** One click leaves only the good lines in the box. */
function TakeOutFaulty({ error, form, onDone }: TakeOutFaultyProps) {
  const faulty = new Set(faultyLines(error));
  if (faulty.size === 0) return null;
  const takeOut = () => {
    const lines = String(form.getValues().text).split(/\r\n|\r|\n/);
    form.setFieldValue('text', lines.filter((_, index) => !faulty.has(index + 1)).join('\n'));
    onDone();
  };
  return (
    <Button variant="default" size="xs" mt="xs" leftSection={<IconEraser size={15} />} onClick={takeOut}>
      {faulty.size === 1 ? 'Take this line out' : `Take these ${faulty.size} lines out`}
    </Button>
  );
}

function faultyLines(error: unknown): readonly number[] {
  const faults = error instanceof Refusal ? error.faults : [];
  return faults.flatMap(({ field }) => (field.startsWith('lines.') ? [Number(field.slice('lines.'.length))] : []));
}
