import { Stack, Text } from '@mantine/core';
import { Section } from '../../kit/Section.tsx';
import { ManualBlock } from './ManualBlocks.tsx';
import { ManualText } from './ManualText.tsx';
import { type ManualPage, sectionId } from './manualPage.ts';

type ManualContentProps = {
  readonly page: ManualPage;
  /** Put before the ids of sections, where two pages of the manual may stand in one document. */
  readonly idPrefix?: string;
  readonly isIntroShown?: boolean;
};

/** A page of the manual without its title. */
export function ManualContent({ page, idPrefix = '', isIntroShown = false }: ManualContentProps) {
  return (
    <Stack gap="md">
      {isIntroShown ? (
        <Text>
          <ManualText text={page.intro} />
        </Text>
      ) : null}
      {page.sections.map((section) => (
        <div key={section.title} id={`${idPrefix}${sectionId(section.title)}`} style={{ scrollMarginTop: 64 }}>
          <Section title={section.title}>
            <div className="k-prose">
              {section.blocks.map((block, index) => (
                <ManualBlock key={index} block={block} />
              ))}
            </div>
          </Section>
        </div>
      ))}
    </Stack>
  );
}
