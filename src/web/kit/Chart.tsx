import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';

/** One line or row of bars: where its numbers stand in the data, what it is called, and its colour. */
export type ChartSeries = { readonly name: string; readonly label: string; readonly color: string; readonly isDashed?: boolean };
export type ChartProps = {
  /** What a screen reader says instead of the picture; a table of the same figures stands beside it. */
  readonly label: string;
  readonly data: readonly Readonly<Record<string, string | number | null>>[];
  /** The field of the data with the name of each point. */
  readonly dataKey: string;
  readonly series: readonly ChartSeries[];
  /** Words for a number on the axis and in the tooltip. */
  readonly valueText: (value: number) => string;
  readonly height?: number;
};

/** Charts are loaded when the first one is shown: no other page carries them. */
const Lines = lazy(async () => ({ default: (await import('./chartPictures.tsx')).Lines }));
const Bars = lazy(async () => ({ default: (await import('./chartPictures.tsx')).Bars }));

const usualHeight = 260;

/** Lines over time. */
export function TimeChart(props: ChartProps) {
  return (
    <Suspense fallback={<Skeleton h={props.height ?? usualHeight} />}>
      <Lines {...props} height={props.height ?? usualHeight} />
    </Suspense>
  );
}

/** Bars, for comparison; `isSideways` for names that are long. */
export function CompareChart(props: ChartProps & { readonly isSideways?: boolean; readonly isStacked?: boolean }) {
  return (
    <Suspense fallback={<Skeleton h={props.height ?? usualHeight} />}>
      <Bars {...props} height={props.height ?? usualHeight} />
    </Suspense>
  );
}
