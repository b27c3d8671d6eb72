import '@mantine/charts/styles.css';
import { BarChart, LineChart } from '@mantine/charts';
import type { ChartProps } from './Chart.tsx';

/** Lines over time; loaded by Chart.tsx alone. */
export function Lines({ label, data, dataKey, series, valueText, height }: ChartProps) {
  return (
    <div role="img" aria-label={label} className="k-chart">
      <LineChart
        h={height ?? 260}
        data={[...data]}
        dataKey={dataKey}
        series={series.map(({ isDashed, ...one }) => ({ ...one, ...(isDashed ? { strokeDasharray: '5 5' } : {}) }))}
        valueFormatter={valueText}
        curveType="linear"
        strokeWidth={2}
        withDots={data.length <= 31}
        dotProps={{ r: 3 }}
        withLegend={series.length > 1}
        legendProps={{ verticalAlign: 'top' }}
        tickLine="y"
        xAxisProps={{ interval: 'preserveStartEnd', minTickGap: 28 }}
        yAxisProps={{ width: 72 }}
        lineChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}

type BarsProps = ChartProps & { readonly isSideways?: boolean; readonly isStacked?: boolean };

/** Bars for comparison; loaded by Chart.tsx alone. */
export function Bars({ label, data, dataKey, series, valueText, height, isSideways = false, isStacked = false }: BarsProps) {
  return (
    <div role="img" aria-label={label} className="k-chart">
      <BarChart
        h={height ?? 260}
        data={[...data]}
        dataKey={dataKey}
        series={series.map(({ isDashed: _, ...one }) => one)}
        valueFormatter={valueText}
        type={isStacked ? 'stacked' : 'default'}
        orientation={isSideways ? 'vertical' : 'horizontal'}
        withLegend={series.length > 1}
        legendProps={{ verticalAlign: 'top' }}
        tickLine={isSideways ? 'x' : 'y'}
        gridAxis={isSideways ? 'y' : 'x'}
        yAxisProps={{ width: isSideways ? 120 : 72 }}
        maxBarWidth={32}
        barChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}
