import { Anchor, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconPin } from '@tabler/icons-react';
import { Link } from 'react-router';
import { listNotes } from '../../../http/contract/accounts.ts';
import { listCalls } from '../../../http/contract/calls.ts';
import { listPhones } from '../../../http/contract/phones.ts';
import { useAnswer } from '../../api.ts';
import { Facts } from '../../kit/Facts.tsx';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { OpenAlerts } from '../alerts/OpenAlerts.tsx';
import { CallTable } from '../calls/CallTable.tsx';
import { AccountGuardSection, GuardBanner } from '../guard/AccountGuardSection.tsx';
import { countryName } from '../settings/places.ts';
import type { Account } from './accountValues.ts';
import { PortalSection } from './PortalSection.tsx';
import { Registration } from './Registration.tsx';
import { RoutingSection } from './RoutingSection.tsx';
import { protocolWords } from './words.ts';

/** Phones now, last calls, what colleagues wrote. */
export function OverviewTab({ account }: { readonly account: Account }) {
  const calls = useAnswer(listCalls, { query: { accountId: account.id, limit: 5 } });
  return (
    <Stack gap="md">
      <GuardBanner id={account.id} />
      <OpenAlerts accountId={account.id} />
      <div className="k-twothirds">
        <PhonesNow id={account.id} />
        <Contact account={account} />
      </div>
      <Section
        title="Last calls"
        isFlush
        aside={
          <Anchor component={Link} to={`/accounts/${account.id}/calls`} size="sm">
            All calls
          </Anchor>
        }
      >
        <CallTable
          rows={calls.data?.items}
          error={calls.error}
          isAccountShown={false}
          emptyText="No call yet. Calls appear here the moment they end."
        />
      </Section>
      <RoutingSection account={account} />
      <AccountGuardSection id={account.id} />
      <PinnedNotes id={account.id} />
      <PortalSection account={account} />
    </Stack>
  );
}

function PhonesNow({ id }: { readonly id: string }) {
  const phones = useAnswer(listPhones, { params: { id } }).data?.items;
  return (
    <Section
      title="Phones now"
      aside={
        <Anchor component={Link} to={`/accounts/${id}/phones`} size="sm">
          Manage phones
        </Anchor>
      }
    >
      <Stack gap="xs">
        {phones ? null : <Skeleton h={20} />}
        {phones?.map((phone) => (
          <Group key={phone.id} justify="space-between" wrap="nowrap" align="flex-start">
            <Text>
              <span className="k-num">{phone.number}</span>
              {phone.label === '' ? '' : ` · ${phone.label}`}
            </Text>
            <Registration phone={phone} />
          </Group>
        ))}
      </Stack>
    </Section>
  );
}

function Contact({ account }: { readonly account: Account }) {
  const address = [
    account.address1,
    account.address2,
    account.city,
    account.state,
    account.postcode,
    countryName(account.country),
  ];
  const facts = [
    { label: 'E-mail', value: account.email },
    { label: 'Phone', value: account.phone },
    { label: 'Mobile', value: account.mobile },
    { label: 'Address', value: address.filter((part) => part !== '').join(', ') },
    { label: 'Reference', value: account.reference },
    { label: 'Protocol', value: protocolWords[account.protocol] },
    { label: 'Concurrent calls', value: String(account.callLimit) },
    { label: 'Customer since', value: <Time at={account.createdAt} style="date" /> },
    { label: 'Added by', value: account.createdBy },
    { label: 'Owner', value: account.owner },
  ];
  return (
    <Section title="Details">
      <Facts isGrid facts={facts.filter(({ value }) => value !== '')} />
    </Section>
  );
}

function PinnedNotes({ id }: { readonly id: string }) {
  const notes = useAnswer(listNotes, { params: { id }, query: { limit: 3 } }).data?.items ?? [];
  if (notes.length === 0) return null;
  return (
    <Section
      title="Notes"
      aside={
        <Anchor component={Link} to={`/accounts/${id}/notes`} size="sm">
          All notes
        </Anchor>
      }
    >
      <Stack gap="xs">
        {notes.map((note) => (
          <div key={note.id}>
            <Text style={{ whiteSpace: 'pre-wrap' }}>
              {note.isPinned ? <IconPin size={14} aria-label="Pinned" /> : null}
              {note.body}
            </Text>
            <Text c="dimmed" size="xs">
              {note.authorName}, <Time at={note.createdAt} />
            </Text>
          </div>
        ))}
      </Stack>
    </Section>
  );
}
