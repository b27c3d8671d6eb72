import { Alert, Anchor, List } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import type * as z from 'zod';
import { type duplicateSchema, identityFields, listDuplicates } from '../../../http/contract/accounts.ts';
import { useAnswer } from '../../api.ts';
import { useFormValues } from '../../kit/form.tsx';

export type Duplicate = z.output<typeof duplicateSchema>;

const names = Object.keys(identityFields) as readonly (keyof typeof identityFields)[];
const pauseMilliseconds = 400;
const reasonWords: Readonly<Record<Duplicate['reasons'][number], string>> = {
  email: 'same e-mail',
  phone: 'same phone',
  address: 'same name and address',
};

/** While somebody types: customers who may be the same one. A hint, never a refusal. */
export function DuplicateHints({ exceptId }: { readonly exceptId?: string }) {
  const values = useFormValues();
  const typed = Object.fromEntries(names.map((name) => [name, String(values[name] ?? '').trim()]));
  const [settled] = useDebouncedValue(JSON.stringify(typed), pauseMilliseconds);
  const query = JSON.parse(settled) as Record<(typeof names)[number], string>;
  const isWorthAsking = [query.email, query.phone, query.mobile, query.address1].some((one) => one.length > 3);
  const answer = useAnswer(
    listDuplicates,
    { query: { ...query, ...(exceptId !== undefined && { exceptId }) } },
    { enabled: isWorthAsking, keep: true },
  );
  const found = isWorthAsking ? (answer.data?.items ?? []) : [];
  return <div aria-live="polite">{found.length > 0 ? <DuplicateList found={found} /> : null}</div>;
}

/** Customers who look like this one, each with a link that opens beside what is being typed. */
export function DuplicateList({ found }: { readonly found: readonly Duplicate[] }) {
  return (
    <Alert color="yellow" icon={<IconUsers />} title="Is this customer here already?" mt="md">
      <List size="sm" spacing={2}>
        {found.map((one) => (
          <List.Item key={one.id}>
            <Anchor component={Link} to={`/accounts/${one.id}`} target="_blank" rel="noopener" underline="always">
              {one.displayName}
            </Anchor>{' '}
            · {one.customerNumber}
            {one.city === '' ? '' : ` · ${one.city}`}
            {one.isActive ? '' : ' · suspended'} · {one.reasons.map((reason) => reasonWords[reason]).join(', ')}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
