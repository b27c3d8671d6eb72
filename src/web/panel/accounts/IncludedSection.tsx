import { Button, Drawer, Progress, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { bundlePeriods } from '../../../core/rating/bundle.ts';
import { addAccountBundle, listAccountBundles } from '../../../http/contract/bundles.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { useAnswer, useSend } from '../../api.ts';
import { notifyDone } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { Duration } from '../../kit/Time.tsx';
import { BundleForm } from '../billingPackages/BundleForm.tsx';
import { EndBundle, prefixesText } from '../billingPackages/BundlesDrawer.tsx';
import { useMay } from '../session/session.ts';

/** Included minutes of an account and its package, with what is left of each. */
export function IncludedSection({ accountId }: { readonly accountId: string }) {
  const bundles = useAnswer(listAccountBundles, { params: { id: accountId } }).data?.items ?? [];
  const add = useSend(addAccountBundle);
  const mayChange = useMay('billing_package.change');
  const [isAdding, setIsAdding] = useState(false);
  return (
    <Section
      title="Included minutes"
      help="Calls use these before they cost money; those of the billing package and those of this account alone."
      aside={
        mayChange ? (
          <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} onClick={() => setIsAdding(true)}>
            Include minutes
          </Button>
        ) : null
      }
    >
      <Stack gap="sm">
        {bundles.length === 0 ? <Text c="dimmed">None. Every call is charged.</Text> : null}
        {bundles.map((one) => (
          <Left key={one.id} bundle={one} mayEnd={mayChange && one.isOwn} />
        ))}
      </Stack>
      {isAdding ? (
        <Drawer opened onClose={() => setIsAdding(false)} title="Include minutes for this account" size="lg">
          <BundleForm
            send={async (body) => {
              await add.mutateAsync({ params: { id: accountId }, body });
              notifyDone('The minutes are included.');
              setIsAdding(false);
            }}
          />
        </Drawer>
      ) : null}
    </Section>
  );
}

type Bundle = AnswerOf<typeof listAccountBundles>['items'][number];

function Left({ bundle, mayEnd }: { readonly bundle: Bundle; readonly mayEnd: boolean }) {
  const { id, name, prefixes, period, leftSeconds, grantedSeconds, isOwn } = bundle;
  const share = grantedSeconds === 0 ? 0 : (100 * leftSeconds) / grantedSeconds;
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: '0.5rem' }}>
      <div>
        <Text>
          <b>{name}</b>, {isOwn ? 'this account alone' : 'of the billing package'}: <Duration seconds={leftSeconds} /> of{' '}
          <Duration seconds={grantedSeconds} /> left
        </Text>
        <Progress value={share} aria-label={`Left of ${name}`} my={4} />
        <Text c="dimmed" size="xs">
          Given anew {bundlePeriods[period].replace('a ', 'every ')}; to {prefixesText(prefixes)}
        </Text>
      </div>
      {mayEnd ? <EndBundle id={id} name={name} /> : null}
    </div>
  );
}
