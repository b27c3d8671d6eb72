import { Badge, Text, Tooltip } from '@mantine/core';
import type { CallQuality, MediaStats, QualityWord } from '../../../core/calls/quality.ts';

/** How a call sounds, in words, and the colour that goes with them. */
export const qualityLooks: Readonly<Record<QualityWord, { readonly label: string; readonly color: string }>> = {
  good: { label: 'Good', color: 'green' },
  fair: { label: 'Fair', color: 'yellow' },
  poor: { label: 'Poor', color: 'red' },
  no_sound: { label: 'No sound', color: 'red' },
};
export const qualityChoices = Object.entries(qualityLooks).map(([value, { label }]) => ({ value, label }));

/** A word; its figures on hover and for the keyboard. */
export function Quality({ quality }: { readonly quality: CallQuality | null }) {
  if (quality === null) return <>–</>;
  const { label, color } = qualityLooks[quality.word];
  return (
    <Tooltip
      multiline
      w={320}
      events={{ hover: true, focus: true, touch: true }}
      label={qualityLines(quality).map((line) => (
        <Text key={line} size="xs">
          {line}
        </Text>
      ))}
    >
      <Badge color={color} tabIndex={0} aria-label={`${label}. ${qualityLines(quality).join(' ')}`}>
        {label}
      </Badge>
    </Tooltip>
  );
}

/** The figures as sentences. */
export function qualityLines({ mos, callee, caller }: CallQuality): readonly string[] {
  return [
    ...(mos === undefined ? [] : [`Estimated score ${mos.toFixed(1)} of 4.5.`]),
    ...(caller ? [sideLine('Caller', caller)] : []),
    ...(callee ? [sideLine('Called side', callee)] : []),
  ];
}

function sideLine(side: string, { received, lost, jitter, sent, lostThere, roundTrip }: MediaStats): string {
  const back = roundTrip > 0 ? `, ${Math.round(roundTrip)} ms there and back` : '';
  return `${side}: lost ${percent(lost, received + lost)} of what came from it and ${percent(lostThere, sent)} of what went to it, jitter ${Math.round(jitter)} ms${back}.`;
}

const percent = (part: number, whole: number): string => `${whole === 0 ? '0' : ((part / whole) * 100).toFixed(1)} %`;
