import { ActionIcon, Button, Fieldset, Group, Stack, Text, Textarea, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { checkNumberForm } from '../../../http/contract/callChecks.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { useSend } from '../../api.ts';
import { NumberField, SelectField, TextField } from '../../kit/fields.tsx';
import { useFormHandle, useFormValues } from '../../kit/form.tsx';
import { numberFormatChoices } from './ProviderFields.tsx';
import { type NumberRuleValues, newNumberRule, numberRulesOf, type ProviderValues } from './providerValues.ts';

/** Rules for some prefixes, and a tester that shows what would be sent. */
export function NumberSection() {
  const form = useFormHandle();
  const rules = form.getValues().numberRules as readonly NumberRuleValues[];
  return (
    <Fieldset legend="Numbers">
      <Stack>
        <Text c="dimmed" size="sm">
          The form above is for all numbers. A rule here is for numbers that begin with a prefix; the longest one counts.
        </Text>
        {rules.map((rule, index) => (
          <fieldset key={rule.key} className="k-host k-numberrule">
            <legend className="k-hidden">Number rule {index + 1}</legend>
            <TextField name={`numberRules.${index}.prefix`} label="Prefix" leftSection="+" inputMode="numeric" />
            <SelectField name={`numberRules.${index}.numberFormat`} label="Format" data={numberFormatChoices} />
            <NumberField name={`numberRules.${index}.stripDigits`} label="Remove" unit="digits" min={0} max={15} />
            <TextField name={`numberRules.${index}.addPrefix`} label="Add in front" />
            <Tooltip label="Remove this rule">
              <ActionIcon
                aria-label={`Remove number rule ${index + 1}`}
                mt={26}
                onClick={() => form.removeListItem('numberRules', index)}
              >
                <IconTrash size={17} />
              </ActionIcon>
            </Tooltip>
          </fieldset>
        ))}
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={15} />}
            onClick={() => form.insertListItem('numberRules', newNumberRule())}
          >
            Add number rule
          </Button>
        </Group>
        <Tester />
      </Stack>
    </Fieldset>
  );
}

type Item = AnswerOf<typeof checkNumberForm>['items'][number];
const pauseMilliseconds = 300;

/** The rules that stand in the form, saved or not, tried on numbers as customers dial them. */
function Tester() {
  const values = useFormValues() as ProviderValues;
  const check = useSend(checkNumberForm);
  const [typed, setTyped] = useState('');
  const [items, setItems] = useState<readonly Item[]>([]);
  const numbers = typed.split(/[\n,;]/).map((one) => one.trim());
  const body = {
    ...{ numberFormat: values.numberFormat, addPrefix: values.addPrefix, numberRules: numberRulesOf(values) },
    ...{
      stripDigits: values.stripDigits === '' ? 0 : values.stripDigits,
      numbers: numbers.filter((one) => one !== '').slice(0, 50),
    },
  };
  const [settled] = useDebouncedValue(JSON.stringify(body), pauseMilliseconds);
  const { mutateAsync } = check;
  useEffect(() => {
    const asked = checkNumberForm.body.safeParse(JSON.parse(settled));
    if (!asked.success) return setItems([]);
    // What was typed meanwhile asks again; a rule that is not finished yet shows nothing.
    mutateAsync({ body: asked.data }).then(
      (answer) => setItems(answer.items),
      () => setItems([]),
    );
  }, [settled, mutateAsync]);
  return (
    <div>
      <Textarea
        label="Try numbers"
        description="As customers dial them, one a line"
        placeholder={'02 9999 0000\n0011 44 20 7946 0000'}
        autosize
        minRows={2}
        maxRows={8}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Stack gap={2} mt={6} aria-live="polite">
        {items.map((one) => (
          <Text key={one.dialled} size="sm">
            <span className="k-num">{one.dialled}</span> {outcomeText(one)}
          </Text>
        ))}
      </Stack>
    </div>
  );
}

function outcomeText({ number, sent, rulePrefix }: Item): string {
  if (number === null) return 'is not a number.';
  if (sent === null) return 'leaves nothing to dial: calls there pass this provider over.';
  return `is sent as ${sent}${rulePrefix === null ? '' : ` (rule for +${rulePrefix})`}.`;
}
