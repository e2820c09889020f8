/**
 * Draws how cost grows: `node benches/plot.mjs figures.jsonl` reads what `MORTISE_FIGURES=figures.jsonl cargo bench --bench scale`
 * added in several runs, and writes docs/images/growth-rows.svg and growth-fields.svg. Both axes are logarithmic, so what costs
 * twice as much stands equally higher wherever it is. Of equal runs the last counts.
 */
import { readFileSync, writeFileSync } from 'node:fs';

/** What is drawn, in the palette of the UI. */
const WORKS = [
  ['list 50, two filters and a sort', '列表 list', '#3d7be0'],
  ['the same through customer.level', '经关联 lookup', '#8b62d6'],
  ['group by stage, count and sum', '汇总 group', '#dd4f50'],
  ['read one, with all its page shows', '读取 read', '#3aa65a'],
  ['create, one at a time', '新建 create', '#e8813a'],
  ['import', '导入一行 import', '#2aa5b8'],
];
const ENGINES = [['sqlite', 'SQLite'], ['postgres', 'PostgreSQL']];
const [PANEL, HEIGHT, TOP, BOTTOM, LEFT, RIGHT] = [560, 420, 64, 56, 64, 132];

const figures = process.argv.slice(2).flatMap((path) => readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line)));
if (figures.length === 0) throw new Error('usage: node benches/plot.mjs figures.jsonl…');

/** The value of one axis at which the other was measured most often. */
function usual(across, along) {
  const seen = new Map();
  for (const figure of figures) seen.set(figure[across], (seen.get(figure[across]) ?? new Set()).add(figure[along]));
  return [...seen].sort(([, a], [, b]) => b.size - a.size)[0][0];
}

/** Points of a work on an engine, by `along`, where the other axis stands still. */
function points(engine, work, along, still, side) {
  const found = figures.filter((figure) => figure.part === 'in process' && figure.engine === engine && figure.work === work
    && Object.entries(still).every(([key, value]) => figure[key] === value));
  return [...new Map(found.map((figure) => [figure[along], figure[side]]))].sort(([a], [b]) => a - b);
}

const scale = (from, to, low, high) => (value) => low + ((Math.log(value) - Math.log(from)) / (Math.log(to) - Math.log(from) || 1)) * (high - low);
const text = (x, y, words, more = '') => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${words}</text>`;
const rows = (count) => (count >= 1e6 ? `${count / 1e6} M` : count >= 1e3 ? `${count / 1e3} k` : String(count));
const time = (us) => (us >= 1e6 ? `${us / 1e6} s` : us >= 1e3 ? `${us / 1e3} ms` : `${us} µs`);

/** Labels at the ends of their lines, moved apart where they would cover each other. */
function apart(labels) {
  labels.sort((a, b) => a.y - b.y);
  labels.forEach((label, at) => { if (at > 0) label.y = Math.max(label.y, labels[at - 1].y + 16); });
  return labels;
}

function panel([engine, name], left, along, still) {
  const lines = WORKS.map(([work, label, colour]) => ({
    label, colour, ours: points(engine, work, along, still, 'ours_us'), theirs: points(engine, work, along, still, 'theirs_us'),
  })).filter(({ ours }) => ours.length > 0);
  const all = lines.flatMap(({ ours, theirs }) => [...ours, ...theirs]);
  const [steps, costs] = [[...new Set(all.map(([step]) => step))].sort((a, b) => a - b), all.map(([, cost]) => cost)];
  const [low, high] = [10 ** Math.floor(Math.log10(Math.min(...costs))), 10 ** Math.ceil(Math.log10(Math.max(...costs)))];
  const x = scale(steps[0], steps.at(-1), left + LEFT, left + PANEL - RIGHT);
  const y = scale(low, high, HEIGHT - BOTTOM, TOP);
  const out = [text(left + LEFT, TOP - 16, name, 'class="name"')];
  for (let cost = low; cost <= high * 1.01; cost *= 10) {
    out.push(`<line x1="${left + LEFT}" x2="${left + PANEL - RIGHT}" y1="${y(cost)}" y2="${y(cost)}" class="grid"/>`);
    out.push(text(left + LEFT - 8, y(cost) + 4, time(cost), 'class="end"'));
  }
  for (const step of steps) out.push(text(x(step), HEIGHT - BOTTOM + 20, rows(step), 'class="middle"'));
  const path = (line) => line.map(([step, cost], at) => `${at ? 'L' : 'M'}${x(step).toFixed(1)} ${y(cost).toFixed(1)}`).join(' ');
  for (const { colour, ours, theirs } of lines) {
    out.push(`<path d="${path(theirs)}" stroke="${colour}" class="hand"/><path d="${path(ours)}" stroke="${colour}" class="ours"/>`);
    for (const [step, cost] of ours) out.push(`<circle cx="${x(step).toFixed(1)}" cy="${y(cost).toFixed(1)}" r="3" fill="${colour}"/>`);
  }
  const ends = lines.map(({ label, colour, ours }) => ({ label, colour, y: y(ours.at(-1)[1]) + 4 }));
  for (const end of apart(ends)) out.push(text(left + PANEL - RIGHT + 10, end.y, end.label, `fill="${end.colour}"`));
  return out.join('\n');
}

const STYLE = `text { font: 12px -apple-system, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", "Segoe UI", sans-serif; }
.title { font-size: 15px; fill: #1d2129; font-weight: 600 } .name { font-size: 13px; fill: #1d2129; font-weight: 600 }
.soft, .middle, .end { fill: #565c66 } .middle { text-anchor: middle } .end { text-anchor: end }
.grid { stroke: #e4e6ea } path { fill: none } .ours { stroke-width: 2 } .hand { stroke-width: 1.2; stroke-dasharray: 4 4; opacity: .75 }`;

function draw(file, title, along, across) {
  const still = { [across]: usual(across, along) };
  const measured = ENGINES.filter(([engine]) => WORKS.some(([work]) => points(engine, work, along, still, 'ours_us').length > 0));
  const width = measured.length * PANEL;
  const panels = measured.map((engine, at) => panel(engine, at * PANEL, along, still));
  const legend = '实线：Mortise，虚线：手写 SQL · solid: Mortise, dashed: SQL by hand';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${title}">
<style>${STYLE}</style><rect width="100%" height="100%" fill="#ffffff"/>
${text(16, 26, title, 'class="title"')}
${panels.join('\n')}
${text(16, HEIGHT - 10, legend, 'class="soft"')}
</svg>
`;
  const to = new URL(`../docs/images/${file}`, import.meta.url);
  writeFileSync(to, svg);
  console.log(`docs/images/${file}`);
}

draw('growth-rows.svg', '每次耗时，随记录数 · time of one, by records', 'rows', 'fields');
draw('growth-fields.svg', '每次耗时，随字段数 · time of one, by fields', 'fields', 'rows');
