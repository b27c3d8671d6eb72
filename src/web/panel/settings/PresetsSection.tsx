import { ActionIcon, Badge, Group, Text, Tooltip } from '@mantine/core';
import { IconBookmark, IconEdit, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { chargePeriods } from '../../../core/extras/chargePeriod.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { listExtraPresets, removeExtraPreset } from '../../../http/contract/extraPresets.ts';
import { useAnswer, useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { PresetDrawer } from './PresetDrawer.tsx';

export type Preset = AnswerOf<typeof listExtraPresets>['items'][number];

/** The saved sets of extras: rename, change, remove. New ones are saved from an account's extras. */
export function PresetsSection() {
  const { data, error, refetch } = useAnswer(listExtraPresets, {});
  const [changing, setChanging] = useState<Preset>();
  return (
    <div style={{ marginTop: 'var(--mantine-spacing-md)' }}>
      <Section
        title="Presets of extras"
        help="Saved from the Extras of an account. Changing one changes no account that got it."
        isFlush
      >
        <DataTable
          label="Presets of extras"
          columns={[...columns, actions(setChanging)]}
          rows={data?.items}
          keyOf={(preset) => preset.id}
          error={error}
          onRetry={() => void refetch()}
          empty={
            <EmptyState icon={IconBookmark} title="No preset yet">
              Type the extras of a typical customer in Add Account, then choose Presets, Save these extras as a preset.
            </EmptyState>
          }
        />
      </Section>
      {changing ? <PresetDrawer preset={changing} onClose={() => setChanging(undefined)} /> : null}
    </div>
  );
}

const columns: readonly Column<Preset>[] = [
  {
    key: 'name',
    title: 'Name',
    width: '14rem',
    cell: (preset) => (
      <Group gap={6}>
        {preset.name}
        {preset.isDefault ? <Badge>Default</Badge> : null}
      </Group>
    ),
  },
  {
    key: 'extras',
    title: 'Extras',
    cell: (preset) => (
      <Text fz="inherit" c="dimmed">
        {preset.extras.map((one) => `${one.description} ${one.cost} ${chargePeriods[one.chargePeriod]}`).join(' · ')}
      </Text>
    ),
  },
];

function actions(onChange: (preset: Preset) => void): Column<Preset> {
  return {
    key: 'actions',
    title: 'Actions',
    align: 'right',
    width: '6rem',
    cell: (preset) => (
      <Group gap={2} justify="flex-end" wrap="nowrap">
        <Tooltip label="Change">
          <ActionIcon aria-label={`Change preset ${preset.name}`} onClick={() => onChange(preset)}>
            <IconEdit size={17} />
          </ActionIcon>
        </Tooltip>
        <RemovePreset preset={preset} />
      </Group>
    ),
  };
}

function RemovePreset({ preset }: { readonly preset: Preset }) {
  const removal = useSend(removeExtraPreset);
  const remove = () =>
    confirm({
      title: `Remove the preset ${preset.name}?`,
      text: 'Accounts that got it keep their extras.',
      verb: 'Remove',
      isDangerous: true,
      onConfirm: () =>
        removal.mutate(
          { params: { id: preset.id } },
          { onSuccess: () => notifyDone(`Preset ${preset.name} is removed.`), onError: notifyProblem },
        ),
    });
  return (
    <Tooltip label="Remove">
      <ActionIcon aria-label={`Remove preset ${preset.name}`} onClick={remove}>
        <IconTrash size={17} />
      </ActionIcon>
    </Tooltip>
  );
}
