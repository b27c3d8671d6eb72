import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type * as z from 'zod';
import type { BodyOf } from '../../../http/contract/endpoint.ts';
import { changeSettings, getSettings, type settingsSchema } from '../../../http/contract/settings.ts';
import { useAnswer, useSend } from '../../api.ts';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { Problem } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';

export type Settings = z.output<typeof settingsSchema>;
type Change = Omit<BodyOf<typeof changeSettings>, 'version'>;

type SettingsFormProps<V extends Record<string, unknown>> = {
  readonly title: string;
  readonly help: string;
  readonly valuesOf: (settings: Settings) => V;
  readonly toBody: (values: V) => Change;
  readonly children: (settings: Settings) => ReactNode;
};

/** A part of the settings: loads, changes, and refuses to overwrite what a colleague changed meanwhile. */
export function SettingsForm<V extends Record<string, unknown>>(props: SettingsFormProps<V>) {
  const { data: settings, error, refetch } = useAnswer(getSettings, {});
  const change = useSend(changeSettings);
  if (error && !settings) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!settings) return <Skeleton h={260} />;
  return (
    <ContractForm
      key={settings.version}
      label={props.title}
      isGuarded
      initialValues={props.valuesOf(settings)}
      schema={changeSettings.body}
      toBody={(values) => ({ ...props.toBody(values), version: settings.version })}
      send={async (body) => {
        await change.mutateAsync({ body });
        notifyDone('Saved.');
      }}
    >
      <Section title={props.title} help={props.help}>
        <Stack>
          {props.children(settings)}
          <SaveButton isShortcutShown>Save</SaveButton>
        </Stack>
      </Section>
    </ContractForm>
  );
}
