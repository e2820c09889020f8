/** Bars, lines and rings, drawn by ECharts in its own chunk. Gets named points; asks for nothing. */
import { BarChart, LineChart, PieChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { palette, surface, useTheme } from '@/theme';
import type { Point } from './data';

use([BarChart, LineChart, PieChart, GridComponent, TooltipComponent, SVGRenderer]);

interface Props {
  kind: 'bar' | 'line' | 'pie';
  points: Point[];
  /** Accessible name. */
  label: string;
  exact: (value: number) => string;
  short: (value: number) => string;
  open: (point: Point) => void;
}

export default function Chart({ kind, points, label, exact, short, open }: Props) {
  const { mode } = useTheme();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(null);
  const onOpen = useRef(open);
  onOpen.current = open;
  useEffect(() => {
    if (!box.current) return undefined;
    const made = init(box.current, null, { renderer: 'svg' });
    chart.current = made;
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    const made = chart.current;
    if (!made) return;
    made.setOption(optionOf(kind, points, mode, exact, short), true);
    made.off('click');
    made.on('click', (event) => {
      const point = points[event.dataIndex];
      if (point) onOpen.current(point);
    });
  }, [kind, points, mode, exact, short]);
  return <div ref={box} className="m-chart" role="img" aria-label={label} />;
}

function optionOf(kind: Props['kind'], points: Point[], mode: 'light' | 'dark', exact: Props['exact'], short: Props['short']) {
  const tone = surface[mode] as Record<string, string>;
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const base = {
    animation: !still, animationDuration: 140,
    textStyle: { fontFamily: 'inherit', color: tone.soft },
    tooltip: {
      trigger: kind === 'pie' ? 'item' : 'axis', confine: true, backgroundColor: tone.raised, borderColor: tone.line, textStyle: { color: tone.text, fontSize: 12 },
      axisPointer: { type: kind === 'line' ? 'line' : 'shadow', lineStyle: { color: tone.strong }, shadowStyle: { color: tone.hover, opacity: 0.6 } },
      valueFormatter: (value: unknown) => exact(Number(value)),
    },
  };
  const shade = (point: Point) => palette[mode][point.colour].dot;
  if (kind === 'pie') {
    return {
      ...base,
      series: [{
        type: 'pie', radius: ['48%', '72%'], center: ['50%', '50%'], itemStyle: { borderColor: tone.bg, borderWidth: 2 },
        label: { color: tone.soft, fontSize: 12, formatter: '{b} {d}%', overflow: 'truncate', width: 110 }, labelLine: { length: 8, length2: 8, lineStyle: { color: tone.strong } },
        data: points.map((point) => ({ name: point.name, value: point.value, itemStyle: { color: shade(point) } })),
      }],
    };
  }
  const axis = { axisLine: { lineStyle: { color: tone.line } }, axisTick: { show: false }, axisLabel: { color: tone.faint, fontSize: 12, hideOverlap: true } };
  return {
    ...base,
    grid: { left: 4, right: 8, top: 12, bottom: 4, containLabel: true },
    xAxis: { type: 'category', data: points.map((point) => point.name), ...axis },
    yAxis: { type: 'value', ...axis, axisLine: { show: false }, splitLine: { lineStyle: { color: tone.line } }, axisLabel: { ...axis.axisLabel, formatter: (value: number) => short(value) } },
    series: [{
      type: kind, barMaxWidth: 32, smooth: false, symbolSize: 7, lineStyle: { width: 2, color: tone.accent }, itemStyle: { color: tone.accent, borderRadius: kind === 'bar' ? [3, 3, 0, 0] : 0 },
      cursor: 'pointer',
      data: points.map((point) => ({ value: point.value, itemStyle: point.colour === 'blue' ? undefined : { color: shade(point) } })),
    }],
  };
}
