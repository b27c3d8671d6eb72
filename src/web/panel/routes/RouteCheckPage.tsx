import { Alert, Badge, Group, List, Stack, Text } from '@mantine/core';
import { IconCheck, IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { checkCall } from '../../../http/contract/callChecks.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { useSend } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { ChoiceField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { useLocale } from '../../kit/locale.tsx';
import { Money } from '../../kit/Money.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Section } from '../../kit/Section.tsx';
import { refusalAdvice } from '../calls/refusalAdvice.ts';
import { skipWords, stepWords, verdictWords } from './checkWords.ts';
import { instantIn } from './instantIn.ts';

type Answer = AnswerOf<typeof checkCall>;

/** A dry run of a call: every check with its verdict, and the providers in order. */
export function RouteCheckPage() {
  const [answer, setAnswer] = useState<Answer>();
  return (
    <>
      <PageHeader
        title="Route check"
        help="Who calls, which number and when: what would become of the call, and which providers it would be tried at. Nothing is called or charged."
      />
      <div className="k-twothirds">
        <CheckForm onAnswer={setAnswer} />
        <Section title="Step by step">
          {answer ? <Steps answer={answer} /> : <Text c="dimmed">Every check will stand here with its verdict.</Text>}
        </Section>
      </div>
      {answer ? <Providers answer={answer} /> : null}
    </>
  );
}

function CheckForm({ onAnswer }: { readonly onAnswer: (answer: Answer | undefined) => void }) {
  const [params] = useSearchParams();
  const { timeZone } = useLocale();
  const check = useSend(checkCall);
  return (
    <Section title="A call">
      <ContractForm
        label="Route check"
        initialValues={{ networkNumber: params.get('from') ?? '', dialled: '', protocol: 'sip' as 'sip' | 'iax', at: '' }}
        schema={checkCall.body}
        toBody={({ at, ...values }) => ({ ...values, ...(at === '' ? {} : { at: instantIn(timeZone, at) }) })}
        send={async (body) => {
          onAnswer(undefined);
          onAnswer(await check.mutateAsync({ body }));
        }}
      >
        <Stack>
          <TextField
            name="networkNumber"
            label="Calling number"
            description="A customer number or any network number"
            inputMode="numeric"
            autoFocus
          />
          <TextField name="dialled" label="Dialled" inputMode="tel" placeholder="02 9999 0000" />
          <ChoiceField
            name="protocol"
            label="The phone speaks"
            data={[
              { value: 'sip', label: 'SIP' },
              { value: 'iax', label: 'IAX2' },
            ]}
          />
          <TextField
            name="at"
            label="When"
            description={`Empty = now; for rates, routes and times, in ${timeZone}`}
            type="datetime-local"
          />
          <SaveButton>Check the call</SaveButton>
        </Stack>
      </ContractForm>
    </Section>
  );
}

const colors = { passed: 'green', refused: 'red', not_reached: 'gray', not_needed: 'gray' } as const;

function Steps({ answer }: { readonly answer: Answer }) {
  const { isAllowed, message, steps, caller } = answer;
  const advice = refusalAdvice.find(({ code }) => code === answer.refusal)?.advice;
  return (
    <Stack gap="sm">
      <Alert color={isAllowed ? 'green' : 'yellow'} icon={isAllowed ? <IconCheck /> : <IconInfoCircle />} title={message}>
        {caller ? <Text>{`${caller.accountName}, ${caller.number}`}</Text> : null}
        {advice === undefined ? null : <Text>{advice}</Text>}
      </Alert>
      <List spacing={6} listStyleType="none">
        {steps.map(({ step, verdict, text }) => (
          <List.Item key={step}>
            <Group gap="xs" wrap="nowrap" align="flex-start">
              <Badge color={colors[verdict]} miw={92}>
                {verdictWords[verdict]}
              </Badge>
              <Text>
                <b>{stepWords[step]}.</b> {text}
              </Text>
            </Group>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}

type AttemptRow = Answer['attempts'][number] & { readonly place: number };

function Providers({ answer }: { readonly answer: Answer }) {
  const { route, rule, currency, comparedSeconds, skipped, attempts } = answer;
  const prefix = rule?.prefix === '' ? 'every number' : `+${rule?.prefix ?? ''}`;
  return (
    <Stack gap="md" mt="md">
      <Section
        title="Attempts in order"
        help={
          route && rule
            ? `Route ${route.name}, rule for ${prefix}. Cost, price and margin of a call of ${comparedSeconds / 60} minutes.`
            : undefined
        }
        isFlush
      >
        <DataTable
          label="Attempts"
          columns={columnsFor(currency)}
          rows={attempts.map((one, index) => ({ ...one, place: index + 1 }))}
          keyOf={(row) => String(row.place)}
          empty={
            <Text c="dimmed" p="md">
              Nobody is tried: the call ends before.
            </Text>
          }
        />
      </Section>
      {skipped.length === 0 ? null : (
        <Section title="Passed over">
          <List spacing={4}>
            {skipped.map(({ providerId, name, reason }) => (
              <List.Item key={providerId}>
                <b>{name}</b>: {skipWords[reason]}
              </List.Item>
            ))}
          </List>
        </Section>
      )}
    </Stack>
  );
}

const columnsFor = (currency: string): readonly Column<AttemptRow>[] => [
  { key: 'place', title: 'Attempt', cell: (row) => <span className="k-num">{row.place}</span> },
  { key: 'name', title: 'Provider', cell: (row) => row.name },
  { key: 'host', title: 'Host', cell: (row) => <span className="k-num">{row.host}</span> },
  { key: 'dialled', title: 'Dialled as', cell: (row) => <span className="k-num">{row.dialled}</span> },
  {
    key: 'callerId',
    title: 'Caller ID',
    cell: (row) => (
      <span className="k-num">
        {row.callerId}
        {row.isCallerHidden ? ' (withheld)' : ''}
      </span>
    ),
  },
  {
    key: 'cost',
    title: `Cost, ${currency}`,
    align: 'right',
    cell: (row) => (row.cost === null ? '–' : <Money value={row.cost} />),
  },
  {
    key: 'price',
    title: `Price, ${currency}`,
    align: 'right',
    cell: (row) => (row.price === null ? '–' : <Money value={row.price} />),
  },
  {
    key: 'margin',
    title: `Margin, ${currency}`,
    align: 'right',
    cell: (row) =>
      row.margin === null ? (
        '–'
      ) : (
        <Group gap={6} justify="flex-end" wrap="nowrap">
          {row.isLoss ? <Badge color="red">Loss</Badge> : null}
          <Money value={row.margin} />
        </Group>
      ),
  },
];
