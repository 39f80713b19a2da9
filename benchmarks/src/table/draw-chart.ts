import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

export type Series = {
  readonly name: string;
  readonly kind: 'bar' | 'line';
  /** One value for each label; null leaves a gap. */
  readonly values: readonly (number | null)[];
};
export type Chart = {
  readonly title: string;
  readonly labels: readonly string[];
  /** What the values are, with their unit. */
  readonly unit: string;
  readonly series: readonly Series[];
};

const SIZE = { width: 760, height: 340 };
/** Told apart by people who do not see red and green, and on light and dark ground. */
const COLORS = ['#2f7ed8', '#e07b00', '#4a9c6d', '#a45ab5', '#808080'];
const TEXT = '#7a7f87';

/** The chart as SVG, in which each value stands as a number, too. */
export function drawChart({ title, labels, unit, series }: Chart): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE });
  const text = { color: TEXT, fontFamily: 'sans-serif' };
  chart.setOption({
    animation: false,
    color: COLORS,
    title: { text: title, left: 'center', textStyle: { ...text, fontSize: 15 } },
    legend: { bottom: 0, itemGap: 48, textStyle: text },
    grid: { top: 64, bottom: 48, left: 48, right: 16 },
    xAxis: { type: 'category', data: [...labels], axisLabel: text },
    yAxis: { type: 'value', name: unit, nameTextStyle: { ...text, align: 'left' }, axisLabel: text, min: 0 },
    series: series.map(({ name, kind, values }) => ({
      name,
      type: kind,
      data: [...values],
      label: { show: true, position: 'top', color: TEXT, fontFamily: 'sans-serif' },
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return toPicture(svg, title);
}

/** Without styles for a pointer, which a picture has no use for, and with a title for whoever does not see it. */
const toPicture = (svg: string, title: string): string =>
  svg
    .replace(/<style[\s\S]*?<\/style>/, '')
    .replace(/<svg[^>]*>/, (start) => `${start}\n<title>${title}</title>`);
