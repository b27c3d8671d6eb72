import { ActionIcon, Divider, Drawer, Group, Stack, Text, Title, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { bundlePeriods } from '../../../core/rating/bundle.ts';
import { addPackageBundle, endBundle, listPackageBundles } from '../../../http/contract/bundles.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { useAnswer, useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { BundleForm } from './BundleForm.tsx';

/** What a package includes, and a form for more. */
export function BundlesDrawer({ packageId, onClose }: { readonly packageId: string; readonly onClose: () => void }) {
  const add = useSend(addPackageBundle);
  const bundles = useAnswer(listPackageBundles, { params: { id: packageId } }).data?.items ?? [];
  return (
    <Drawer opened onClose={onClose} title="Included minutes" size="lg">
      <Stack>
        {bundles.length === 0 ? <Text c="dimmed">None: every call of this package is charged from its first second.</Text> : null}
        {bundles.map((one) => (
          <BundleRow key={one.id} bundle={one} />
        ))}
        <Divider />
        <Title order={3}>Include minutes</Title>
        <BundleForm
          send={async (body) => {
            await add.mutateAsync({ params: { id: packageId }, body });
            notifyDone('The minutes are included.');
            onClose();
          }}
        />
      </Stack>
    </Drawer>
  );
}

type Bundle = AnswerOf<typeof listPackageBundles>['items'][number];

function BundleRow({ bundle }: { readonly bundle: Bundle }) {
  const { name, minutes, period, prefixes, doesRollOver, beginsOn } = bundle;
  return (
    <Group justify="space-between" wrap="nowrap">
      <div>
        <Text fw={600}>{name}</Text>
        <Text c="dimmed">
          {minutes} minutes {bundlePeriods[period]} to {prefixesText(prefixes)}, from {beginsOn}
          {doesRollOver ? '; what is left is carried over once' : ''}.
        </Text>
      </div>
      <EndBundle id={bundle.id} name={name} />
    </Group>
  );
}

/** Ends included minutes, after asking. */
export function EndBundle({ id, name }: { readonly id: string; readonly name: string }) {
  const end = useSend(endBundle);
  const ask = () =>
    confirm({
      title: `End “${name}”?`,
      text: 'From the next call on these minutes are charged. Calls in progress keep what was set aside for them.',
      verb: 'End it',
      isDangerous: true,
      onConfirm: () =>
        end.mutate({ params: { id } }, { onSuccess: () => notifyDone(`“${name}” has ended.`), onError: notifyProblem }),
    });
  return (
    <Tooltip label="End from the next call on">
      <ActionIcon aria-label={`End ${name}`} onClick={ask}>
        <IconTrash size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

/** `+61, +64`; an empty prefix is every number. */
export function prefixesText(prefixes: readonly string[]): string {
  return prefixes.map((prefix) => (prefix === '' ? 'every number' : `+${prefix}`)).join(', ');
}
