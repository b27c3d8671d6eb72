import { NumberInput, Select, SimpleGrid } from '@mantine/core';
import { type DeckFormat, deckModes, notAvailableMeanings } from '../../../core/decks/deckFormat.ts';
import { dateFormatList } from '../../../core/decks/readDate.ts';
import { thirdNumbers } from '../../../core/decks/readIncrements.ts';
import { dashMeanings } from '../../../core/decks/readPrefixes.ts';
import { priceUnits } from '../../../core/decks/readPrice.ts';

type FormatFieldsProps = { readonly format: DeckFormat; readonly onChange: (changes: Partial<DeckFormat>) => void };
type Choice = { readonly value: string; readonly label: string };

const choices = (table: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(table).map(([value, label]) => ({ value, label: `${label.charAt(0).toUpperCase()}${label.slice(1)}` }));
const signs: Choice[] = [
  { value: '.', label: 'Point: 1,234.56' },
  { value: ',', label: 'Comma: 1.234,56' },
];
const pers: Choice[] = [
  { value: '60', label: 'A minute' },
  { value: '1', label: 'A second' },
  { value: '0', label: 'One block' },
];
const pastDates: Choice[] = [
  { value: 'refuse', label: 'A fault' },
  { value: 'now', label: 'As soon as it is activated' },
];
const duplicates: Choice[] = [
  { value: 'refuse', label: 'A fault' },
  { value: 'last', label: 'The last one holds' },
];
const zones: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** Everything about a file that its cells cannot tell. */
export function FormatFields({ format, onChange }: FormatFieldsProps) {
  const field = <Name extends keyof DeckFormat>(name: Name, label: string, data: readonly Choice[], description?: string) => (
    <Select
      label={label}
      {...(description ? { description } : {})}
      data={[...data]}
      value={String(format[name])}
      onChange={(value) => onChange({ [name]: typeof format[name] === 'number' ? Number(value) : value } as Partial<DeckFormat>)}
      allowDeselect={false}
    />
  );
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} verticalSpacing="sm">
      {field('mode', 'What the file is', choices(deckModes))}
      {field('decimalSign', 'Decimal sign', signs)}
      {field('unit', 'Prices are in', choices(priceUnits))}
      {field('perSeconds', 'Prices are for', pers)}
      {field(
        'dateFormat',
        'Dates',
        dateFormatList.map((one) => ({ value: one, label: one === 'serial' ? 'Number of a spreadsheet (46085)' : one })),
      )}
      <Select
        label="Zone of the dates"
        data={[...zones]}
        value={format.timeZone}
        onChange={(zone) => onChange({ timeZone: zone ?? 'UTC' })}
        searchable
        allowDeselect={false}
      />
      {field('dash', 'A dash in a prefix means', choices(dashMeanings))}
      {field('thirdNumber', 'The third number of 30/6/3 is', choices(thirdNumbers))}
      {field('notAvailable', 'A price such as N/A or −1 is', choices(notAvailableMeanings))}
      {field('pastDate', 'A date that is over means', pastDates)}
      {field('duplicates', 'A prefix that stands twice, differently, is', duplicates)}
      <NumberInput
        label="A change is suspicious beyond"
        suffix=" %"
        value={format.jumpPercent}
        onChange={(value) => onChange({ jumpPercent: Number(value) || 30 })}
        min={1}
        max={1000}
        allowDecimal={false}
      />
    </SimpleGrid>
  );
}
