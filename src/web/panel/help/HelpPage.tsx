import { Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { Section } from '../../kit/Section.tsx';
import { topics } from './topics.tsx';

/** Help in the operator's words. */
export function HelpPage() {
  const [search, setSearch] = useState('');
  const { hash } = useLocation();
  useEffect(() => {
    if (hash !== '') document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [hash]);
  const wanted = search.toLowerCase().split(/\s+/);
  const shown = topics.filter(({ title, words }) => wanted.every((word) => `${title} ${words}`.toLowerCase().includes(word)));
  return (
    <>
      <PageHeader title="Help" help="The panel in the operator’s words." />
      <Stack gap="md">
        <SearchBox label="Search the help" placeholder="Refused, phone, top up, rate…" value={search} onChange={setSearch} />
        {shown.length === 0 ? <Text c="dimmed">Nothing fits. Try fewer words.</Text> : null}
        {shown.map(({ id, title, content }) => (
          <div key={id} id={id} style={{ scrollMarginTop: 64 }}>
            <Section title={title}>
              <div className="k-prose">{content}</div>
            </Section>
          </div>
        ))}
      </Stack>
    </>
  );
}
