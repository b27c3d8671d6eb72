import { Badge, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { getStatus } from '../../../http/contract/network.ts';
import { useAnswer } from '../../api.ts';
import { Facts } from '../../kit/Facts.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';

type Check = AnswerOf<typeof getStatus>['checks'][number];

/** The doctor page: each part, and what to do when one is not well. */
export function StatusPage() {
  const { data: status, error, refetch, isFetching } = useAnswer(getStatus, {}, { refetchInterval: 10_000 });
  return (
    <>
      <PageHeader
        title="Status"
        help="Health of the parts, asked every ten seconds. The same answers as “npx vsppanel doctor”."
        aside={
          status ? (
            <Badge color={status.isHealthy ? 'green' : 'red'}>{status.isHealthy ? 'All parts work' : 'Needs attention'}</Badge>
          ) : null
        }
      >
        <Button variant="default" onClick={() => void refetch()} loading={isFetching}>
          Check again
        </Button>
      </PageHeader>
      <Stack>
        {error ? <Problem error={error} /> : null}
        {status || error ? null : <Skeleton h={240} />}
        {status ? (
          <>
            <Section title="Parts">
              <Stack gap="md" role="list">
                {status.checks.map((check) => (
                  <CheckRow key={check.name} check={check} />
                ))}
              </Stack>
            </Section>
            <Section title="Where phones connect" help="Customers type this server into their phones.">
              <Facts
                facts={[
                  { label: 'Server', value: status.server.address },
                  { label: 'SIP port (UDP, TCP)', value: <span className="k-num">{status.server.sipPort}</span> },
                  { label: 'SIP port (TLS)', value: <span className="k-num">{status.server.sipsPort}</span> },
                  { label: 'IAX port (UDP)', value: <span className="k-num">{status.server.iaxPort}</span> },
                  { label: 'Call engine', value: status.engineVersion || 'Not running' },
                  { label: 'Live calls', value: <span className="k-num">{status.liveCalls}</span> },
                ]}
              />
            </Section>
          </>
        ) : null}
      </Stack>
    </>
  );
}

function CheckRow({ check: { name, isOk, text, advice } }: { readonly check: Check }) {
  return (
    <Group role="listitem" gap="sm" wrap="nowrap" align="flex-start">
      {isOk ? (
        <IconCircleCheck color="var(--k-good)" aria-label="Works" style={{ flex: 'none' }} />
      ) : (
        <IconCircleX color="var(--k-bad)" aria-label="Does not work" style={{ flex: 'none' }} />
      )}
      <div>
        <Text>
          <b>{name}</b> · {text}
        </Text>
        {advice === '' ? null : <Text c="dimmed">{advice}</Text>}
      </div>
    </Group>
  );
}
