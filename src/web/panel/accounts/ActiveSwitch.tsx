import { Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { setAccountActive } from '../../../http/contract/accounts.ts';
import { useSend } from '../../api.ts';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { useMay } from '../session/session.ts';
import type { Account } from './accountValues.ts';
import { SuspendDialog } from './SuspendDialog.tsx';

/** Account Activated: unticking asks for a reason and suspends at once. */
export function ActiveSwitch({ account }: { readonly account: Account }) {
  const [isAsking, setIsAsking] = useState(false);
  const send = useSend(setAccountActive);
  const may = useMay('account.suspend');
  const activate = () =>
    send.mutate(
      { params: { id: account.id }, body: { isActive: true } },
      { onSuccess: () => notifyDone(`${account.displayName} may call again.`), onError: notifyProblem },
    );
  return (
    <>
      <Switch
        label={<Text component="span">Account activated</Text>}
        checked={account.isActive}
        disabled={!may || send.isPending}
        onChange={(event) => (event.currentTarget.checked ? activate() : setIsAsking(true))}
      />
      {isAsking ? <SuspendDialog account={account} onClose={() => setIsAsking(false)} /> : null}
    </>
  );
}
