import { Anchor, Skeleton, Stack } from '@mantine/core';
import { Link } from 'react-router';
import { getGuardSettings } from '../../../http/contract/guard.ts';
import { useAnswer } from '../../api.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { CoverSection } from './CoverSection.tsx';
import { GuardForm } from './GuardForm.tsx';

/** What the fraud guard lets accounts call, and what it does about calls that look like fraud. */
export function GuardSettingsPage() {
  const { data, error, refetch } = useAnswer(getGuardSettings, {});
  return (
    <>
      <PageHeader
        title="Fraud guard"
        help="Keeps stolen passwords from becoming a telephone bill: what accounts may call, and what is done when their calls look like somebody else’s."
      >
        <Anchor component={Link} to="/settings/destination-classes" size="sm">
          Destination classes
        </Anchor>
      </PageHeader>
      {error && !data ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <Stack gap="md">
          <CoverSection uncovered={data.uncovered} onCovered={() => void refetch()} />
          <GuardForm key={data.version} settings={data} />
        </Stack>
      ) : error ? null : (
        <Skeleton h={480} />
      )}
    </>
  );
}
