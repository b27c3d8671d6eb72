import { Drawer, Skeleton, Stack, Text, Title } from '@mantine/core';
import { boundaryModes, durationRoundings, graceModes } from '../../../core/rating/packageTerms.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { changePackageTerms, getPackageTerms } from '../../../http/contract/packageTerms.ts';
import { useAnswer, useSend } from '../../api.ts';
import { SelectField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { useLocale } from '../../kit/locale.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { timeZoneChoices } from '../settings/places.ts';
import { HolidayRows, WindowRows } from './CalendarRows.tsx';
import { type TermsValues, termsBody, termsValues } from './termsValues.ts';

type TermsDrawerProps = { readonly packageId: string; readonly version: number; readonly onClose: () => void };

/** Time bands, holidays and customs of a package: they count from now on, and calls keep the price they had. */
export function TermsDrawer({ packageId, version, onClose }: TermsDrawerProps) {
  const { data } = useAnswer(getPackageTerms, { params: { id: packageId } });
  return (
    <Drawer opened onClose={onClose} title="Time bands and customs" size="xl">
      {data ? <TermsForm terms={data} packageId={packageId} version={version} onClose={onClose} /> : <Skeleton h={320} />}
    </Drawer>
  );
}

type TermsFormProps = TermsDrawerProps & { readonly terms: AnswerOf<typeof getPackageTerms> };

function TermsForm({ terms, packageId, version, onClose }: TermsFormProps) {
  const change = useSend(changePackageTerms);
  const { timeZone } = useLocale();
  return (
    <ContractForm
      label="Time bands and customs"
      initialValues={termsValues(terms)}
      schema={changePackageTerms.body}
      toBody={(values: TermsValues) => termsBody(values, version)}
      send={async (body) => {
        await change.mutateAsync({ params: { id: packageId }, body });
        notifyDone('Saved. It counts from the next call on.');
        onClose();
      }}
    >
      <Stack>
        <SelectField
          name="timeZone"
          label="Time zone"
          description="Whose clock the bands, and days on which rates begin, go by"
          data={[{ value: '', label: `Ours (${timeZone.replace(/_/g, ' ')})` }, ...timeZoneChoices]}
          searchable
        />
        <WindowRows />
        <HolidayRows />
        <Title order={3}>Customs</Title>
        <Stack gap="sm">
          <SelectField name="boundaryMode" label="When a band ends within a call" data={choices(boundaryModes)} />
          <SelectField
            name="durationRounding"
            label="Seconds of a call are rounded"
            data={choices(durationRoundings, (word) => word.charAt(0).toUpperCase() + word.slice(1))}
          />
          <SelectField name="graceMode" label="Grace of a rate" data={choices(graceModes)} />
        </Stack>
        <Text c="dimmed" size="xs">
          Leave the customs as they are unless this package moves here from another system.
        </Text>
        <SaveButton isShortcutShown>Save</SaveButton>
      </Stack>
    </ContractForm>
  );
}

function choices(words: Readonly<Record<string, string>>, shown = (word: string): string => word) {
  return Object.entries(words).map(([value, label]) => ({ value, label: shown(label) }));
}
