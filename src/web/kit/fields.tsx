import {
  Checkbox,
  Input,
  MultiSelect,
  type MultiSelectProps,
  NumberInput,
  type NumberInputProps,
  SegmentedControl,
  Select,
  type SelectProps,
  Switch,
  TagsInput,
  type TagsInputProps,
  Textarea,
  type TextareaProps,
  TextInput,
  type TextInputProps,
} from '@mantine/core';
import { useId } from 'react';
import { type Named, PasswordField as PlainPassword, TextField as PlainText, useField } from './textFields.tsx';

// Where none of the large fields below is wanted, textFields.tsx is used by itself: the door of the portal is small.
export const TextField = PlainText;
export const PasswordField = PlainPassword;

/** An amount of money as a decimal string; the currency stands inside the field. */
export function AmountField({ name, currency, ...rest }: Named<TextInputProps> & { readonly currency: string }) {
  const { key, props } = useField(name);
  const unit = currency === '' ? {} : { rightSection: <Unit text={currency} />, rightSectionWidth: 52 };
  return (
    <TextInput
      key={key}
      inputMode="decimal"
      autoComplete="off"
      placeholder="0.00"
      classNames={{ input: 'k-num' }}
      {...unit}
      {...rest}
      {...props}
    />
  );
}

/** A unit inside a field. */
export function Unit({ text }: { readonly text: string }) {
  return <span style={{ color: 'var(--mantine-color-dimmed)', fontSize: 'var(--mantine-font-size-xs)' }}>{text}</span>;
}

/** A whole number. The value is a number, or '' when empty. */
export function NumberField({ name, unit, ...rest }: Named<NumberInputProps> & { readonly unit?: string }) {
  const { key, props } = useField(name);
  const inside = unit ? { rightSection: <Unit text={unit} />, rightSectionWidth: 16 + unit.length * 8 } : {};
  return <NumberInput key={key} allowDecimal={false} classNames={{ input: 'k-num' }} {...inside} {...rest} {...props} />;
}

/** Several lines of text. */
export function AreaField({ name, ...rest }: Named<TextareaProps>) {
  const { key, props } = useField(name);
  return <Textarea key={key} {...rest} {...props} />;
}

/** One of a list. */
export function SelectField({ name, ...rest }: Named<SelectProps>) {
  const { key, props } = useField(name);
  const { onChange, defaultValue, ...others } = props;
  // Mantine says null where nothing is chosen; our forms say ''.
  const choose = (value: string | null) => onChange(value ?? '');
  return (
    <Select
      key={key}
      allowDeselect={false}
      {...rest}
      {...others}
      // '' may be a choice of its own, such as "the account's own"; otherwise nothing is chosen.
      defaultValue={defaultValue === '' && !hasEmptyChoice(rest.data) ? null : defaultValue}
      onChange={choose}
    />
  );
}

function hasEmptyChoice(data: SelectProps['data']): boolean {
  return data?.some((one) => typeof one === 'object' && 'value' in one && one.value === '') ?? false;
}

/** A calendar date, YYYY-MM-DD; '' when empty. */
export function DateField({ name, ...rest }: Named<TextInputProps>) {
  return <TextField name={name} type="date" {...rest} />;
}

/** Several short texts, such as prefixes: comma or Enter ends each. */
export function TagsField({ name, ...rest }: Named<TagsInputProps>) {
  const { key, props } = useField(name);
  return <TagsInput key={key} splitChars={[',', ' ', ';']} acceptValueOnBlur {...rest} {...props} />;
}

/** Several of a list, in the order in which they are chosen. */
export function ManyField({ name, ...rest }: Named<MultiSelectProps>) {
  const { key, props } = useField(name);
  return <MultiSelect key={key} hidePickedOptions {...rest} {...props} />;
}

type SwitchFieldProps = { readonly name: string; readonly label: string; readonly description?: string };

/** Yes or no, in words. */
export function SwitchField({ name, ...rest }: SwitchFieldProps) {
  const { key, props } = useField(name, 'checkbox');
  return <Switch key={key} {...rest} {...props} />;
}

/** Yes or no in a row of other fields. */
export function CheckField({ name, ...rest }: SwitchFieldProps) {
  const { key, props } = useField(name, 'checkbox');
  return <Checkbox key={key} {...rest} {...props} />;
}

type ChoiceFieldProps = {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly data: readonly { readonly value: string; readonly label: string }[];
};

/** Two to four choices side by side. */
export function ChoiceField({ name, label, description, data }: ChoiceFieldProps) {
  const { key, props } = useField(name);
  const id = useId();
  const { error, ...control } = props;
  return (
    <Input.Wrapper label={label} labelElement="div" labelProps={{ id }} description={description} error={error}>
      <SegmentedControl key={key} fullWidth aria-labelledby={id} data={[...data]} {...control} />
    </Input.Wrapper>
  );
}
