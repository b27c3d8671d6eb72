import { Stack } from '@mantine/core';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { BaseNumberField } from './BaseNumberField.tsx';
import { SettingsForm } from './SettingsForm.tsx';

/** Where customer numbers start. */
export function NumberingPage() {
  return (
    <>
      <PageHeader
        title="Numbering"
        help="Customer numbers are minted from the Base Number upwards; a number is never given twice."
      />
      <SettingsForm
        title="Base Number"
        help="Changing it counts for accounts added from now on. Numbers that exist stay as they are."
        valuesOf={({ baseNumber }) => ({ baseNumber })}
        toBody={(values) => values}
      >
        {({ baseNumber, nextNumbers }) => (
          <Stack>
            <BaseNumberField saved={baseNumber} nextNumbers={nextNumbers} />
          </Stack>
        )}
      </SettingsForm>
    </>
  );
}
