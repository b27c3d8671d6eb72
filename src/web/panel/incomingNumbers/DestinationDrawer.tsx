import { ActionIcon, Button, Chip, Drawer, Group, Input, Stack, Text, Title, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { changeDestination } from '../../../http/contract/incomingNumbers.ts';
import { useSend } from '../../api.ts';
import { TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton, useFormHandle, useFormValues } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { DestinationFields, type TargetChoices, useTargets } from './DestinationFields.tsx';
import {
  destinationBody,
  destinationValues,
  newWindow,
  type WindowValues,
  windowsBody,
  windowValues,
} from './destinationValues.ts';
import { type IncomingNumber, shownNumber } from './numberText.ts';

type DestinationDrawerProps = { readonly number: IncomingNumber; readonly onClose: () => void };

/** Where calls to a number go, and at which hours elsewhere. */
export function DestinationDrawer({ number, onClose }: DestinationDrawerProps) {
  const change = useSend(changeDestination);
  const targets = useTargets(number.accountId ?? '');
  return (
    <Drawer opened onClose={onClose} title={`Calls to ${shownNumber(number)}`} size="lg">
      <ContractForm
        label="Where calls go"
        initialValues={{ destination: destinationValues(number.destination), windows: windowValues(number.windows) }}
        schema={changeDestination.body}
        toBody={({ destination, windows }) => ({
          ...{ destination: destinationBody(destination), windows: windowsBody(windows) },
          version: number.version,
        })}
        send={async (body) => {
          await change.mutateAsync({ params: { id: number.id }, body });
          notifyDone('Saved. It counts from the next call.');
          onClose();
        }}
      >
        <Stack>
          <DestinationFields name="destination" label="Calls go to" targets={targets} />
          <Windows targets={targets} />
          <Text c="dimmed" size="xs">
            A call that goes on to another number is a call of this customer: same prices, route, limits and balance.
          </Text>
          <SaveButton isShortcutShown>Save</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}

function Windows({ targets }: { readonly targets: TargetChoices }) {
  const form = useFormHandle();
  const windows = useFormValues().windows as readonly WindowValues[];
  return (
    <>
      <Group justify="space-between">
        <Title order={3}>At other hours</Title>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={15} />}
          onClick={() => form.insertListItem('windows', newWindow())}
        >
          Add hours
        </Button>
      </Group>
      {windows.length === 0 ? <Text c="dimmed">The same at every hour.</Text> : null}
      {windows.map((window, index) => (
        <WindowRow key={window.key} index={index} targets={targets} />
      ))}
      {windows.length > 1 ? (
        <Text c="dimmed" size="xs">
          The first that fits counts.
        </Text>
      ) : null}
    </>
  );
}

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function WindowRow({ index, targets }: { readonly index: number; readonly targets: TargetChoices }) {
  const form = useFormHandle();
  const name = `windows.${index}`;
  return (
    <fieldset className="k-window">
      <legend className="k-hidden">Hours {index + 1}</legend>
      <Stack gap="xs">
        <Days name={`${name}.days`} />
        <Group gap="sm" align="flex-start" wrap="nowrap">
          <TextField name={`${name}.from`} label="From" placeholder="17:00" w={110} />
          <TextField
            name={`${name}.to`}
            label="To"
            description="Before “From” = next day"
            placeholder="09:00"
            w={200}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
          <Tooltip label="Remove these hours">
            <ActionIcon
              aria-label={`Remove hours ${index + 1}`}
              onClick={() => form.removeListItem('windows', index)}
              mt={26}
              ml="auto"
            >
              <IconTrash size={17} />
            </ActionIcon>
          </Tooltip>
        </Group>
        <DestinationFields name={`${name}.destination`} label="Calls go to" targets={targets} />
      </Stack>
    </fieldset>
  );
}

function Days({ name }: { readonly name: string }) {
  const form = useFormHandle();
  const days = (form.useWatchValue(name) ?? []) as string[];
  return (
    <Input.Wrapper label="Days" labelElement="div" error={form.errors[name]}>
      <Chip.Group multiple value={days} onChange={(value) => form.setFieldValue(name, value)}>
        <Group gap={6}>
          {dayNames.map((day, index) => (
            <Chip key={day} value={String(index + 1)} size="xs" variant="outline">
              {day}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}
