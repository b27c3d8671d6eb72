import { Group, Stack, Tabs, Text } from '@mantine/core';
import { Copyable, CopyButton } from '../../kit/Copy.tsx';
import { Scroll } from '../../kit/Scroll.tsx';
import { Section } from '../../kit/Section.tsx';
import type { StoredForm } from './signupFormValues.ts';

/** The three ways to use the form. */
export function SnippetsSection({ form }: { readonly form: StoredForm }) {
  return (
    <Section title="Use it" help="Link to the hosted page, or put the form into a page of your own site.">
      <Tabs defaultValue="page" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="page">Hosted page</Tabs.Tab>
          <Tabs.Tab value="script">Script</Tabs.Tab>
          <Tabs.Tab value="html">Plain HTML</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="page" pt="sm">
          <Copyable text={form.pageUrl} label="address of the page" />
        </Tabs.Panel>
        <Tabs.Panel value="script" pt="sm">
          <Snippet text={form.scriptSnippet} label="script snippet">
            One line. The form shows itself there and follows every change that you save here.
          </Snippet>
        </Tabs.Panel>
        <Tabs.Panel value="html" pt="sm">
          <Snippet text={form.htmlSnippet} label="HTML snippet">
            Works without script and takes your page’s style. Copy it again after you changed the fields.
          </Snippet>
        </Tabs.Panel>
      </Tabs>
      {form.allowedSites.length === 0 ? (
        <Text c="dimmed" size="xs" mt="sm">
          The snippets work once your site is listed under “Your sites”.
        </Text>
      ) : null}
    </Section>
  );
}

type SnippetProps = { readonly text: string; readonly label: string; readonly children: string };

function Snippet({ text, label, children }: SnippetProps) {
  return (
    <Stack gap={4}>
      <Group justify="space-between" wrap="nowrap">
        <Text c="dimmed">{children}</Text>
        <CopyButton text={text} label={label} />
      </Group>
      <Scroll label={label}>
        <pre className="k-code k-mono" style={{ maxHeight: 260, whiteSpace: 'pre' }}>
          {text}
        </pre>
      </Scroll>
    </Stack>
  );
}
