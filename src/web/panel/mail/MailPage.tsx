import { Alert, Skeleton, Stack } from '@mantine/core';
import { IconMailPause } from '@tabler/icons-react';
import { getMailSettings } from '../../../http/contract/mail.ts';
import { useAnswer } from '../../api.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { LettersSection } from './LettersSection.tsx';
import { MailServerForm } from './MailServerForm.tsx';
import { TestSection } from './TestSection.tsx';

/** The operator's mail server, a test, and what became of the letters. */
export function MailPage() {
  const { data: settings, error, refetch } = useAnswer(getMailSettings, {}, { refetchInterval: 15_000 });
  return (
    <>
      <PageHeader title="Mail" help="Letters to customers and staff go out by your own mail server." />
      {error && !settings ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {settings ? (
        <Stack gap="md">
          {settings.host === '' ? (
            <Alert color="yellow" icon={<IconMailPause />} title="Letters wait">
              There is no mail server yet. {waitingText(settings.waiting)} Type its address below; whatever waits goes out then.
            </Alert>
          ) : null}
          <MailServerForm key={settings.version} settings={settings} />
          {settings.host === '' ? null : <TestSection />}
          <LettersSection />
        </Stack>
      ) : (
        <Skeleton h={320} />
      )}
    </>
  );
}

function waitingText(count: number): string {
  if (count === 0) return 'No letter waits at the moment.';
  return count === 1 ? 'One letter waits.' : `${count} letters wait.`;
}
