import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { addRoute, changeRoute, listProviders } from '../../../http/contract/network.ts';
import { useAnswer, useSend } from '../../api.ts';
import { TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton, useFormHandle } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { PolicyFields } from './PolicyFields.tsx';
import { RuleFields } from './RuleFields.tsx';
import { newRule, type RouteRow, type RuleValues, routeBody, routeValues } from './routeValues.ts';

type RouteDrawerProps = {
  readonly route: RouteRow | undefined;
  /** A new route begins as a copy of this one. */
  readonly copyOf?: RouteRow | undefined;
  readonly onClose: () => void;
};

/** A route's name, rules and policy. */
export function RouteDrawer({ route, copyOf, onClose }: RouteDrawerProps) {
  const add = useSend(addRoute);
  const change = useSend(changeRoute);
  const version = route?.version;
  return (
    <Drawer opened onClose={onClose} title={route ? route.name : copyOf ? `Copy of ${copyOf.name}` : 'Add route'} size="xl">
      <ContractForm
        label="Route"
        initialValues={copyOf ? { ...routeValues(copyOf), name: '' } : routeValues(route)}
        schema={route ? changeRoute.body : addRoute.body}
        toBody={(values) => ({ ...routeBody(values), ...(version === undefined ? {} : { version }) })}
        send={async ({ version: known, ...body }) => {
          if (route && known !== undefined)
            await change.mutateAsync({ params: { id: route.id }, body: { ...body, version: known } });
          else await add.mutateAsync({ body });
          notifyDone('Saved. The next call uses it.');
          onClose();
        }}
      >
        <Stack>
          <TextField name="name" label="Name" data-autofocus maw={420} />
          <RuleList />
          <PolicyFields />
          <SaveButton isShortcutShown>{route ? 'Save route' : 'Add route'}</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}

function RuleList() {
  const form = useFormHandle();
  const providers = useAnswer(listProviders, {}).data?.items ?? [];
  const rules = form.getValues().rules as readonly RuleValues[];
  return (
    <Stack gap="md">
      {rules.map((rule, index) => (
        <RuleFields
          key={rule.key}
          rule={rule}
          index={index}
          providers={providers}
          onRemove={() => form.removeListItem('rules', index)}
        />
      ))}
      {form.errors.rules ? (
        <Text className="k-bad" size="xs" role="alert">
          {form.errors.rules}
        </Text>
      ) : null}
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={15} />}
          onClick={() => form.insertListItem('rules', newRule())}
        >
          Add rule
        </Button>
      </Group>
    </Stack>
  );
}
