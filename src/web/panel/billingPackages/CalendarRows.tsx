import { Chip, Group, Input } from '@mantine/core';
import { SelectField, TextField } from '../../kit/fields.tsx';
import { useFormHandle, useFormValues } from '../../kit/form.tsx';
import { AddRow, PartRow, PartSection } from './PartRows.tsx';
import { newHoliday, newWindow, type TermsValues } from './termsValues.ts';

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Weekly windows: which band holds on which days between which hours. */
export function WindowRows() {
  const form = useFormHandle();
  const { windows } = useFormValues() as TermsValues;
  const help =
    windows.length === 0
      ? 'None: rates have one price at all hours. For example “Off-peak”, Monday to Friday, 19:00 to 07:00.'
      : 'A window that ends before it begins lasts until the next morning. Hours without a band have the rates’ own prices.';
  return (
    <PartSection
      title="Time bands"
      help={help}
      add={<AddRow label="Add a time band" onClick={() => form.insertListItem('windows', newWindow())} />}
    >
      {windows.map(({ key }, index) => (
        <PartRow key={key} name={`Window ${index + 1}`} onRemove={() => form.removeListItem('windows', index)}>
          <TextField name={`windows.${index}.band`} label="Time band" placeholder="Off-peak" autoFocus />
          <TextField name={`windows.${index}.from`} label="From" placeholder="19:00" inputMode="numeric" />
          <TextField name={`windows.${index}.to`} label="To" placeholder="07:00" inputMode="numeric" />
          <Days name={`windows.${index}.days`} />
        </PartRow>
      ))}
    </PartSection>
  );
}

function Days({ name }: { readonly name: string }) {
  const form = useFormHandle();
  const { error, ...chosen } = form.getInputProps(name);
  return (
    <Input.Wrapper label="Days" labelElement="div" error={error} style={{ gridColumn: '1 / -1' }}>
      <Chip.Group multiple key={form.key(name)} {...chosen}>
        <Group gap={4}>
          {days.map((day, index) => (
            <Chip key={day} value={String(index + 1)} size="xs">
              {day}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}

/** Dated windows, before the weekly ones. */
export function HolidayRows() {
  const form = useFormHandle();
  const { windows, holidays } = useFormValues() as TermsValues;
  const bands = [...new Set([...windows, ...holidays].map(({ band }) => band))].filter((band) => band !== '');
  return (
    <PartSection
      title="Holidays"
      help={holidays.length === 0 ? 'None: every day is a day of the week.' : 'They come before the days of the week.'}
      add={<AddRow label="Add a holiday" onClick={() => form.insertListItem('holidays', newHoliday())} />}
    >
      {holidays.map(({ key }, index) => (
        <PartRow key={key} name={`Holiday ${index + 1}`} onRemove={() => form.removeListItem('holidays', index)}>
          <TextField name={`holidays.${index}.date`} label="Date" type="date" autoFocus />
          <TextField name={`holidays.${index}.name`} label="Name" placeholder="Christmas Day" />
          <SelectField
            name={`holidays.${index}.band`}
            label="Time band"
            data={[{ value: '', label: 'None: the rates’ own prices' }, ...bands]}
          />
          <TextField name={`holidays.${index}.from`} label="From" />
          <TextField name={`holidays.${index}.to`} label="To" />
        </PartRow>
      ))}
    </PartSection>
  );
}
