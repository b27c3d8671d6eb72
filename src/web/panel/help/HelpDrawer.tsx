import { Anchor, Drawer, Group, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { ManualContent } from './ManualContent.tsx';
import { helpPath, ReadingContext } from './ManualText.tsx';
import { type HelpTopic, isTopic, manual } from './manual.ts';

const idPrefix = 'help-';

type HelpDrawerProps = {
  readonly topic: HelpTopic;
  /** The part of the page that is open, such as a tab; ignored when the manual has no section of that name. */
  readonly section: string;
  readonly onClose: () => void;
};

/** A page of the manual beside the page that it explains: what is typed there stays. */
export function HelpDrawer({ topic, section, onClose }: HelpDrawerProps) {
  const [target, setTarget] = useState(`${topic}/${section}`);
  const [name = '', part = ''] = target.split('/');
  const shown = isTopic(name) ? name : topic;
  return (
    <Drawer opened onClose={onClose} title={manual[shown].title} size="lg">
      <ReadingContext value={{ words: [], onTopic: setTarget }}>
        <Stack gap="md">
          <Group gap="md" data-help-top style={{ scrollMarginTop: 80 }}>
            <Anchor component={Link} to={helpPath(shown)} target="_blank" size="sm">
              Open in a window of its own
            </Anchor>
            {shown === topic ? null : (
              <Anchor component="button" type="button" size="sm" onClick={() => setTarget(topic)}>
                Back to {manual[topic].title}
              </Anchor>
            )}
          </Group>
          <ManualContent key={shown} page={manual[shown]} idPrefix={idPrefix} isIntroShown />
          <Scrolled key={`to ${target}`} section={part} />
        </Stack>
      </ReadingContext>
    </Drawer>
  );
}

/** Brings a section into sight once it is drawn; the top when there is none of that name. */
function Scrolled({ section }: { readonly section: string }) {
  useEffect(() => {
    const found = section === '' ? null : document.getElementById(`${idPrefix}${section}`);
    if (found) found.scrollIntoView();
    else document.querySelector('[data-help-top]')?.scrollIntoView();
  }, [section]);
  return null;
}
