import { Button, Group, List, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { mergeEdits } from '../../../core/accounts/mergeEdits.ts';
import { getAccount, listHistory } from '../../../http/contract/accounts.ts';
import { useAnswer } from '../../api.ts';
import type { Handle } from '../../kit/form.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { type Account, type AccountValues, comparable, valuesOf } from './accountValues.ts';
import { ChangeList } from './ChangeList.tsx';
import { changesIn, fieldText } from './historyText.ts';

type MergeEditsProps = {
  readonly opened: Account;
  readonly form: Handle;
  /** The account as it is now: what the next save answers for. */
  readonly onMerged: (current: Account) => void;
  readonly onDone: () => void;
};

/** Somebody else saved first: what they changed, and a way to go on without losing what either of us typed. */
export function MergeEdits({ opened, form, onMerged, onDone }: MergeEditsProps) {
  const [theirs, setTheirs] = useState<readonly string[]>([]);
  const params = { id: opened.id };
  const current = useAnswer(getAccount, { params });
  const history = useAnswer(listHistory, { params, query: { sinceVersion: opened.version } });
  // What is in the cache is from before that save.
  const [isFresh, setIsFresh] = useState(false);
  const { refetch: readAccount } = current;
  const { refetch: readHistory } = history;
  useEffect(() => {
    void Promise.all([readAccount(), readHistory()]).then(() => setIsFresh(true));
  }, [readAccount, readHistory]);
  const error = current.error ?? history.error;
  if (error) return <Problem error={error} onRetry={() => void Promise.all([current.refetch(), history.refetch()])} />;
  if (!current.data || !history.data || !isFresh) return <Skeleton h={60} w={320} />;
  const now = current.data;
  const mine = form.getValues() as AccountValues;
  const merged = mergeEdits(comparable(valuesOf(opened)), comparable(mine), comparable(valuesOf(now)));
  const goOn = () => {
    const fresh = valuesOf(now);
    const isTheirs = (name: string) => merged.taken.includes(name) || theirs.includes(name);
    const values = Object.fromEntries(
      Object.keys(mine).map((name) => [name, (isTheirs(name) ? fresh : mine)[name as keyof AccountValues]]),
    );
    form.setInitialValues(fresh);
    form.resetDirty(fresh);
    form.setValues(values);
    onMerged(now);
    onDone();
  };
  return (
    <Stack gap="xs">
      {history.data.items.length === 0 ? (
        <Text>Only phones of this account were changed; your edits are not touched.</Text>
      ) : null}
      {history.data.items.map((entry) => (
        <div key={entry.id}>
          <Text fw={560}>{entry.actorName} changed meanwhile:</Text>
          <ChangeList changes={changesIn(entry.detail)} />
        </div>
      ))}
      {merged.conflicts.length > 0 ? (
        <Conflicts names={merged.conflicts} theirs={theirs} onChange={setTheirs} />
      ) : (
        <Text>
          {merged.kept.length > 0 ? `Your edits stay: ${merged.kept.map(fieldText).join(', ')}.` : 'You changed nothing else.'}
        </Text>
      )}
      <Button size="xs" onClick={goOn} style={{ alignSelf: 'flex-start' }}>
        Take over and keep my edits
      </Button>
    </Stack>
  );
}

type ConflictsProps = {
  readonly names: readonly string[];
  readonly theirs: readonly string[];
  readonly onChange: (theirs: readonly string[]) => void;
};

function Conflicts({ names, theirs, onChange }: ConflictsProps) {
  const choose = (name: string, whose: string) =>
    onChange(whose === 'theirs' ? [...theirs, name] : theirs.filter((one) => one !== name));
  return (
    <>
      <Text>You both changed:</Text>
      <List size="sm" spacing={4}>
        {names.map((name) => (
          <List.Item key={name}>
            <Group gap="sm">
              {fieldText(name)}
              <SegmentedControl
                size="xs"
                aria-label={`Whose ${fieldText(name)}`}
                value={theirs.includes(name) ? 'theirs' : 'mine'}
                onChange={(whose) => choose(name, whose)}
                data={[
                  { value: 'mine', label: 'Keep mine' },
                  { value: 'theirs', label: 'Take theirs' },
                ]}
              />
            </Group>
          </List.Item>
        ))}
      </List>
    </>
  );
}
