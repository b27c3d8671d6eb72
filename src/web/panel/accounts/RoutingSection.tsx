import { Anchor, Autocomplete, Button, Group } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { getCallerGroup, setCallerGroup } from '../../../http/contract/callerGroups.ts';
import { useAnswer, useSend } from '../../api.ts';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { useMay } from '../session/session.ts';
import type { Account } from './accountValues.ts';

/** Where this customer's calls go: the route, the group that its rules ask for, and a dry run. */
export function RoutingSection({ account }: { readonly account: Account }) {
  const found = useAnswer(getCallerGroup, { params: { id: account.id } }).data;
  const send = useSend(setCallerGroup);
  const mayChange = useMay('account.change');
  const mayCheck = useMay('route.check');
  const [group, setGroup] = useState('');
  useEffect(() => setGroup(found?.callerGroup ?? ''), [found?.callerGroup]);
  const save = () =>
    send.mutate(
      { params: { id: account.id }, body: { callerGroup: group } },
      { onSuccess: () => notifyDone('Saved. The next call uses it.'), onError: notifyProblem },
    );
  return (
    <Section
      title="Routing"
      help={`Calls to the outside go by the route ${account.routeName}.`}
      aside={
        mayCheck ? (
          <Anchor component={Link} to={`/route-check?from=${account.customerNumber}`} size="sm">
            Try a call
          </Anchor>
        ) : null
      }
    >
      <Group align="flex-end" gap="sm">
        <Autocomplete
          label="Caller group"
          description="Rules of the route may be for one group only"
          placeholder="None"
          data={found?.known ?? []}
          value={group}
          onChange={setGroup}
          readOnly={!mayChange}
          maxLength={40}
          w={280}
        />
        {mayChange && found && group !== found.callerGroup ? (
          <Button onClick={save} loading={send.isPending}>
            Save
          </Button>
        ) : null}
      </Group>
    </Section>
  );
}
