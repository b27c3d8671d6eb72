import { Button, FileButton, Group, Select, Text } from '@mantine/core';
import { type KeyboardEvent, useRef } from 'react';
import { type CallListing, callListings } from '../../../core/invoicing/layout/layoutData.ts';
import { notifyProblem } from '../../kit/notify.ts';
import { problemText } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';
import { type Draft, isSourceFault } from './draft.ts';
import { TagHelp } from './TagHelp.tsx';

type Props = {
  readonly draft: Draft;
  readonly failure: unknown;
  readonly onEdit: (part: Partial<Draft>) => void;
  readonly onSave: () => void;
};

const listingWords: Readonly<Record<CallListing, string>> = {
  destination: 'By destination',
  number: 'By network number',
  each: 'Each call',
};

/** The HTML with line numbers, and the tags beside it. */
export function LayoutEditor({ draft, failure, onEdit, onSave }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (text: string) => {
    const { selectionStart: from, selectionEnd: to } = area.current ?? { selectionStart: 0, selectionEnd: 0 };
    onEdit({ source: draft.source.slice(0, from) + text + draft.source.slice(to) });
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(from + text.length, from + text.length);
    });
  };
  return (
    <Section title="Layout" help="HTML with tags in braces." aside={<Options draft={draft} onEdit={onEdit} />}>
      <Source draft={draft} failure={failure} onEdit={onEdit} onSave={onSave} area={area} />
      <TagHelp onInsert={insert} />
    </Section>
  );
}

type SourceProps = Props & { readonly area: React.RefObject<HTMLTextAreaElement | null> };

function Source({ draft, failure, onEdit, onSave, area }: SourceProps) {
  const numbers = useRef<HTMLDivElement>(null);
  const fault = isSourceFault(failure) ? problemText(failure) : undefined;
  const wrongLine = Number(/^Line (\d+)/.exec(fault ?? '')?.[1] ?? 0);
  const lines = draft.source.split('\n').length;
  const onKey = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== 'Enter') return;
    event.preventDefault();
    onSave();
  };
  return (
    <>
      {fault === undefined ? null : (
        <Text c="red" role="alert" mb="xs" id="layout-fault">
          {fault}
        </Text>
      )}
      <div className="k-source">
        <div className="k-source-numbers" ref={numbers} aria-hidden>
          {Array.from({ length: lines }, (_, index) => (
            <div key={index} data-wrong={index + 1 === wrongLine || undefined}>
              {index + 1}
            </div>
          ))}
        </div>
        <textarea
          ref={area}
          value={draft.source}
          onChange={(event) => onEdit({ source: event.currentTarget.value })}
          onScroll={(event) => {
            if (numbers.current) numbers.current.scrollTop = event.currentTarget.scrollTop;
          }}
          onKeyDown={onKey}
          spellCheck={false}
          wrap="off"
          aria-label="Layout"
          aria-invalid={fault !== undefined}
          aria-describedby={fault === undefined ? undefined : 'layout-fault'}
        />
      </div>
    </>
  );
}

function Options({ draft, onEdit }: Pick<Props, 'draft' | 'onEdit'>) {
  const read = (file: File | null) => {
    if (!file) return;
    const reader = new FileReader();
    reader.onload = () => onEdit({ logo: String(reader.result) });
    reader.onerror = () => notifyProblem(new Error('This image cannot be read.'));
    reader.readAsDataURL(file);
  };
  return (
    <Group gap="xs">
      <Select
        aria-label="Calls"
        w={170}
        size="xs"
        allowDeselect={false}
        value={draft.callsBy}
        data={callListings.map((value) => ({ value, label: listingWords[value] }))}
        onChange={(value) => onEdit({ callsBy: (value ?? 'destination') as CallListing })}
      />
      <FileButton accept="image/png,image/jpeg,image/gif,image/webp" onChange={read}>
        {(props) => (
          <Button size="xs" variant="default" {...props}>
            {draft.logo === '' ? 'Upload a logo' : 'Another logo'}
          </Button>
        )}
      </FileButton>
      {draft.logo === '' ? null : (
        <Button size="xs" variant="subtle" onClick={() => onEdit({ logo: '' })}>
          Remove the logo
        </Button>
      )}
    </Group>
  );
}
