import { SegmentedControl } from '@mantine/core';
import type { SecondFactorRule as Rule } from '../../../core/access/secondFactor.ts';
import { requireSecondFactor } from '../../../http/contract/profile.ts';
import { useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';

const choices: readonly { readonly value: Rule; readonly label: string }[] = [
  { value: 'nobody', label: 'Nobody' },
  { value: 'administrators', label: 'Administrators' },
  { value: 'everybody', label: 'Everybody' },
];

/** Who must have two-step sign-in. */
export function SecondFactorRule({ rule }: { readonly rule: Rule }) {
  const send = useSend(requireSecondFactor);
  const save = (requiresSecondFactor: Rule) =>
    send.mutate({ body: { requiresSecondFactor } }, { onSuccess: () => notifyDone('Saved.'), onError: notifyProblem });
  const ask = (wished: string) => {
    const next = choices.find(({ value }) => value === wished)?.value ?? rule;
    if (next === 'nobody') return save(next);
    confirm({
      title: 'Require two-step sign-in?',
      text: 'Whoever has none must set it up before the panel does anything else for them; also those who are signed in now.',
      verb: 'Require it',
      onConfirm: () => save(next),
    });
  };
  return (
    <Section title="Required two-step sign-in" help="Who must have an authenticator app or a passkey.">
      <SegmentedControl
        aria-label="Who must have two-step sign-in"
        data={[...choices]}
        value={rule}
        onChange={ask}
        disabled={send.isPending}
      />
    </Section>
  );
}
