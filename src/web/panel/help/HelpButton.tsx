import { ActionIcon, Tooltip } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useParams } from 'react-router';
import type { HelpTopic } from './manual.ts';

// The manual is loaded when somebody first asks for it.
const HelpDrawer = lazy(async () => ({ default: (await import('./HelpDrawer.tsx')).HelpDrawer }));

/** The `?` of a page: opens its part of the manual; so does the key, when nobody is typing. */
export function HelpButton({ topic }: { readonly topic: HelpTopic }) {
  const [isOpen, setIsOpen] = useState(false);
  const { tab = '' } = useParams();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return;
      event.preventDefault();
      setIsOpen(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <Tooltip label="Help for this page (?)">
        <ActionIcon aria-label="Help for this page" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
          <IconHelp size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      {isOpen ? (
        <Suspense>
          <HelpDrawer topic={topic} section={tab} onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

/** Typing, or inside a dialog that has the keyboard for itself. */
function isBusy(target: EventTarget | null): boolean {
  const isTyping =
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
  return isTyping || document.querySelector('[role=dialog][aria-modal=true]') !== null;
}
