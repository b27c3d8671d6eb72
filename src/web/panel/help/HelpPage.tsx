import { Anchor, Group, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { Link, useLocation, useParams } from 'react-router';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { Section } from '../../kit/Section.tsx';
import { useFilters } from '../../kit/useFilters.ts';
import { MissingPage } from '../shell/MissingPage.tsx';
import { ManualContent } from './ManualContent.tsx';
import { helpPath, ManualText, Marked, ReadingContext } from './ManualText.tsx';
import { contents, type HelpTopic, isTopic, manual } from './manual.ts';
import { type Hit, searchManual, wordsOf } from './search.ts';

/** The manual: its contents, one page of it, or what a search found. */
export function HelpPage() {
  const { topic = '' } = useParams();
  const filters = useFilters(['search']);
  const { search } = filters.values;
  if (topic !== '' && !isTopic(topic)) return <MissingPage />;
  return (
    <ReadingContext value={{ words: wordsOf(search) }}>
      {topic === '' ? (
        <Contents search={search} onSearch={(text) => filters.set('search', text)} />
      ) : (
        <TopicPage key={topic} topic={topic} search={search} />
      )}
    </ReadingContext>
  );
}

type ContentsProps = { readonly search: string; readonly onSearch: (text: string) => void };

function Contents({ search, onSearch }: ContentsProps) {
  return (
    <>
      <PageHeader title="Help" help="The manual. The ? beside a page’s title opens its part of it." />
      <Stack gap="md">
        <SearchBox label="Search the help" placeholder="Refused, phone, top up, rate…" value={search} onChange={onSearch} />
        {search.trim() === '' ? <AllTopics /> : <Found hits={searchManual(manual, search)} search={search} />}
      </Stack>
    </>
  );
}

function AllTopics() {
  return (
    <div className="k-manualcontents">
      {contents.map(({ title, topics }) => (
        <Section key={title} title={title}>
          <Stack gap="sm">
            {topics.map((topic) => (
              <div key={topic}>
                <Anchor component={Link} to={helpPath(topic)} fw={560}>
                  {manual[topic].title}
                </Anchor>
                <Text c="dimmed">
                  <ManualText text={manual[topic].intro} />
                </Text>
              </div>
            ))}
          </Stack>
        </Section>
      ))}
    </div>
  );
}

function Found({ hits, search }: { readonly hits: readonly Hit[]; readonly search: string }) {
  return (
    <Section title={hits.length === 1 ? '1 place' : `${hits.length} places`}>
      {hits.length === 0 ? <Text c="dimmed">Nothing fits. Try fewer or shorter words.</Text> : null}
      <Stack gap="sm">
        {hits.map((hit) => (
          <div key={`${hit.topic}#${hit.section}`}>
            <Anchor component={Link} to={helpPath(`${hit.topic}/${hit.section}`, search)} fw={560}>
              <Marked text={hit.sectionTitle === '' ? hit.title : `${hit.title}: ${hit.sectionTitle}`} />
            </Anchor>
            <Text c="dimmed">
              <Marked text={hit.snippet} />
            </Text>
          </div>
        ))}
      </Stack>
    </Section>
  );
}

function TopicPage({ topic, search }: { readonly topic: HelpTopic; readonly search: string }) {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash !== '') document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [hash]);
  const page = manual[topic];
  const back = search === '' ? '/help' : `/help?search=${encodeURIComponent(search)}`;
  return (
    <>
      <PageHeader title={page.title} help={<ManualText text={page.intro} />} />
      <Stack gap="md">
        <Group gap="md">
          <Anchor component={Link} to={back} size="sm">
            {search === '' ? 'All pages of the manual' : `Everything found for “${search}”`}
          </Anchor>
        </Group>
        <ManualContent page={page} />
      </Stack>
    </>
  );
}
