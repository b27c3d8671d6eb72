import { Button, Skeleton, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type * as z from 'zod';
import { Refusal } from '../../../core/base/refusal.ts';
import type { BodyOf } from '../../../http/contract/endpoint.ts';
import { changeSettings, getSettings, type settingsSchema } from '../../../http/contract/settings.ts';
import { call, useAnswer, useSend } from '../../api.ts';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
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
  const { data, error, refetch } = useAnswer(getSettings, {});
  const change = useSend(changeSettings);
  // What was on screen when editing began: the version that the save answers for.
  const [opened, setOpened] = useState<Settings>();
  const settings = opened ?? data;
  if (error && !settings) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!settings) return <Skeleton h={260} />;
  if (!opened) setOpened(settings);
  const loadAgain = async () => setOpened(await call(getSettings, {}));
  return (
    <ContractForm
      key={settings.version}
      label={props.title}
      isGuarded
      initialValues={props.valuesOf(settings)}
      schema={changeSettings.body}
      toBody={(values) => ({ ...props.toBody(values), version: settings.version })}
      remedy={(refused) => (isStale(refused) ? <LoadAgain onClick={() => loadAgain().catch(notifyProblem)} /> : null)}
      send={async (body) => {
        setOpened(await change.mutateAsync({ body }));
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

const isStale = (error: unknown) => error instanceof Refusal && error.code === 'stale_version';

function LoadAgain({ onClick }: { readonly onClick: () => void }) {
  return (
    <Button size="xs" variant="default" onClick={onClick}>
      Show the current values (drops what you typed)
    </Button>
  );
}
