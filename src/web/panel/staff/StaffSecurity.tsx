import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { endStaffSession, listStaffSessions, resetSecondFactor } from '../../../http/contract/profile.ts';
import { useAnswer, useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { SessionTable } from '../profile/SessionTable.tsx';
import type { Staff } from './StaffPage.tsx';

/** How a colleague signs in: sessions to end, a lost second step to reset. */
export function StaffSecurity({ staff }: { readonly staff: Staff }) {
  const { data, error } = useAnswer(listStaffSessions, { params: { id: staff.id } });
  const end = useSend(endStaffSession);
  const reset = useSend(resetSecondFactor);
  const hasSecondFactor = staff.hasTotp || staff.passkeys > 0;
  const askReset = () =>
    confirm({
      title: `Reset the second step of ${staff.name}?`,
      text: 'The app, all passkeys and recovery codes of this person are forgotten, and all sessions end. Make sure that it is really this person who asks you.',
      verb: 'Reset',
      isDangerous: true,
      onConfirm: () =>
        reset.mutate(
          { params: { id: staff.id } },
          { onSuccess: () => notifyDone(`${staff.name} signs in with the password alone now.`), onError: notifyProblem },
        ),
    });
  return (
    <Stack gap="md" mt="xl">
      <div>
        <Title order={3}>Two-step sign-in</Title>
        <Group justify="space-between">
          <Text>{secondFactorText(staff)}</Text>
          {hasSecondFactor ? (
            <Button variant="default" size="compact-sm" onClick={askReset}>
              Reset
            </Button>
          ) : null}
        </Group>
      </div>
      <div>
        <Title order={3}>Sessions</Title>
        <SessionTable
          rows={data?.items}
          error={error}
          onEnd={({ id }) =>
            end.mutate({ params: { id } }, { onSuccess: () => notifyDone('The session has ended.'), onError: notifyProblem })
          }
        />
      </div>
    </Stack>
  );
}

/** What somebody has besides the password. */
export function secondFactorText({ hasTotp, passkeys }: Pick<Staff, 'hasTotp' | 'passkeys'>): string {
  const words = [
    ...(hasTotp ? ['App'] : []),
    ...(passkeys === 1 ? ['1 passkey'] : []),
    ...(passkeys > 1 ? [`${passkeys} passkeys`] : []),
  ];
  return words.length === 0 ? 'Off' : words.join(', ');
}
