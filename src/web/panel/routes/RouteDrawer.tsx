import { ActionIcon, Button, Drawer, Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { addRoute, changeRoute, listProviders } from '../../../http/contract/network.ts';
import { useAnswer, useSend } from '../../api.ts';
import { TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton, useFormHandle } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { ProviderOrder } from './ProviderOrder.tsx';
import type { RouteRow } from './RoutesPage.tsx';

type RuleValues = { readonly key: string; readonly prefix: string; readonly providerIds: readonly string[] };
type RouteDrawerProps = { readonly route: RouteRow | undefined; readonly onClose: () => void };

/** A route's name and rules. */
export function RouteDrawer({ route, onClose }: RouteDrawerProps) {
  const add = useSend(addRoute);
  const change = useSend(changeRoute);
  const version = route?.version;
  const rules: RuleValues[] = route?.rules.map(({ prefix, providerIds }) => ({ key: prefix, prefix, providerIds })) ?? [
    { key: 'first', prefix: '', providerIds: [] },
  ];
  return (
    <Drawer opened onClose={onClose} title={route ? route.name : 'Add route'} size="xl">
      <ContractForm
        label="Route"
        initialValues={{ name: route?.name ?? '', rules }}
        schema={route ? changeRoute.body : addRoute.body}
        toBody={(values) => ({
          name: values.name,
          rules: values.rules.map(({ prefix, providerIds }) => ({ prefix, providerIds: [...providerIds] })),
          ...(version === undefined ? {} : { version }),
        })}
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
          <SaveButton isShortcutShown>{route ? 'Save route' : 'Add route'}</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}

let ruleCount = 0;

function RuleList() {
  const form = useFormHandle();
  const providers = useAnswer(listProviders, {}).data?.items ?? [];
  const rules = form.getValues().rules as readonly RuleValues[];
  const add = () => {
    ruleCount += 1;
    form.insertListItem('rules', { key: `new-${ruleCount}`, prefix: '', providerIds: [] });
  };
  return (
    <Stack gap="md">
      {rules.map((rule, index) => (
        <fieldset key={rule.key} className="k-rule">
          <legend className="k-hidden">Rule {index + 1}</legend>
          <TextField
            name={`rules.${index}.prefix`}
            label="Prefix"
            leftSection="+"
            placeholder="Every number"
            inputMode="numeric"
          />
          <ProviderOrder name={`rules.${index}.providerIds`} providers={providers} />
          <Tooltip label="Remove this rule">
            <ActionIcon aria-label={`Remove rule ${index + 1}`} mt={26} onClick={() => form.removeListItem('rules', index)}>
              <IconTrash size={17} />
            </ActionIcon>
          </Tooltip>
        </fieldset>
      ))}
      {form.errors.rules ? (
        <Text className="k-bad" size="xs" role="alert">
          {form.errors.rules}
        </Text>
      ) : null}
      <Group>
        <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} onClick={add}>
          Add rule
        </Button>
      </Group>
    </Stack>
  );
}
