import { Accordion, Button, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { blockTags, sections, textTags } from '../../../core/invoicing/layout/layoutTags.ts';

type Entry = { readonly group: string; readonly shown: string; readonly inserted: string; readonly help: string };

const entries: readonly Entry[] = [
  ...Object.entries(textTags).map(([name, { group, help }]): Entry => {
    const inserted = name === 'logo' ? '<img src="{logo}" alt="">' : `{${name}}`;
    return { group, shown: `{${name}}`, inserted, help };
  }),
  ...Object.entries(blockTags).map(
    ([name, { help, columns }]): Entry => ({
      ...{ group: 'Rows of a table', shown: `{${name}}`, inserted: `<table>\n<tbody>{${name}}</tbody>\n</table>` },
      help: `${help}. Columns: ${columns}`,
    }),
  ),
  ...Object.entries(sections).map(
    ([name, { help }]): Entry => ({
      ...{ group: 'Sections', shown: `{#${name}} … {/${name}}`, inserted: `{#${name}}\n{/${name}}` },
      help: `Printed when: ${help.charAt(0).toLowerCase()}${help.slice(1)}`,
    }),
  ),
];
const groups = [...new Set(entries.map(({ group }) => group))];

/** All tags, by what they are about; a click writes one where the cursor is. */
export function TagHelp({ onInsert }: { readonly onInsert: (text: string) => void }) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = entries.filter(({ shown, help }) => `${shown} ${help}`.toLowerCase().includes(wanted));
  return (
    <Accordion mt="md" variant="contained" defaultValue={null}>
      <Accordion.Item value="tags">
        <Accordion.Control>Help with tags</Accordion.Control>
        <Accordion.Panel>
          <TextInput
            aria-label="Search tags"
            placeholder="Search tags"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            mb="xs"
          />
          <div className="k-tags">
            {groups.map((group) => (
              <TagGroup key={group} title={group} entries={found.filter((one) => one.group === group)} onInsert={onInsert} />
            ))}
          </div>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

type GroupProps = { readonly title: string; readonly entries: readonly Entry[]; readonly onInsert: (text: string) => void };

function TagGroup({ title, entries: own, onInsert }: GroupProps) {
  if (own.length === 0) return null;
  return (
    <>
      <Text fw={600} mt="xs">
        {title}
      </Text>
      {own.map(({ shown, inserted, help }) => (
        <Group key={shown} gap="xs" wrap="nowrap" align="flex-start">
          <Button size="compact-xs" variant="light" className="k-mono" onClick={() => onInsert(inserted)}>
            {shown}
          </Button>
          <Text size="sm" c="dimmed">
            {help}
          </Text>
        </Group>
      ))}
    </>
  );
}
