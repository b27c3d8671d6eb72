import { Anchor, Kbd, Mark } from '@mantine/core';
import { createContext, useContext } from 'react';
import { Link } from 'react-router';
import { type Run, readRuns } from './inline.ts';
import { cutAt } from './search.ts';

type Reading = {
  /** Words to mark: those that were searched. */
  readonly words: readonly string[];
  /** Beside a page: opens another topic where the reader is, and other pages in a window of their own, so that nothing typed is lost. */
  readonly onTopic?: (target: string) => void;
};
/** How the manual is being read. */
export const ReadingContext = createContext<Reading>({ words: [] });

/** A line of the manual with its marks, links and the words that were searched. */
export function ManualText({ text }: { readonly text: string }) {
  return readRuns(text).map((run, index) => <RunOfText key={index} run={run} />);
}

function RunOfText({ run }: { readonly run: Run }) {
  if (run.kind === 'key') return <Kbd>{run.text}</Kbd>;
  const content = <Marked text={run.text} />;
  if (run.kind === 'bold') return <b>{content}</b>;
  if (run.kind === 'code') return <code className="k-inlinecode">{content}</code>;
  return run.kind === 'link' ? <TargetLink target={run.target}>{content}</TargetLink> : content;
}

function TargetLink({ target, children }: { readonly target: string; readonly children: React.ReactNode }) {
  const { onTopic } = useContext(ReadingContext);
  if (target.startsWith('#')) {
    if (onTopic)
      return (
        <Anchor component="button" type="button" inherit underline="always" onClick={() => onTopic(target.slice(1))}>
          {children}
        </Anchor>
      );
    return (
      <Anchor component={Link} to={helpPath(target.slice(1))} inherit>
        {children}
      </Anchor>
    );
  }
  const isOutside = !target.startsWith('/') || target.startsWith('/api/');
  return isOutside ? (
    <Anchor href={target} target="_blank" rel="noopener" inherit>
      {children}
    </Anchor>
  ) : (
    <Anchor component={Link} to={target} inherit {...(onTopic ? { target: '_blank' } : {})}>
      {children}
    </Anchor>
  );
}

/** The address of `topic` or `topic/section`. */
export function helpPath(target: string, search = ''): string {
  const [topic = '', section = ''] = target.split('/');
  const query = search === '' ? '' : `?search=${encodeURIComponent(search)}`;
  return `/help/${topic}${query}${section === '' ? '' : `#${section}`}`;
}

/** Text with the searched words marked. */
export function Marked({ text }: { readonly text: string }) {
  const { words } = useContext(ReadingContext);
  return cutAt(text, words).map((piece, index) => (index % 2 === 1 ? <Mark key={index}>{piece}</Mark> : piece));
}
