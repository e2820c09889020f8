/**
 * The four sheets of a seller's opportunities that the long import is tried with: the public sample of 8,800 where it lies beside
 * the repository or where MORTISE_SAMPLE_DATA says, else a small set of our own in the same shape. What must be seen afterwards is
 * counted here from the very files, by other means than the product's. Knows no screen.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './support.mjs';

const names = ['sales_teams', 'accounts', 'products', 'sales_pipeline'];

/** Name → bytes. */
export function sheets() {
  const folder = process.env.MORTISE_SAMPLE_DATA ?? join(root, '../shared/data/crm-sales-opportunities');
  const there = names.every((name) => existsSync(join(folder, `${name}.csv`)));
  const own = there ? undefined : ours();
  return Object.fromEntries(names.map((name) => [name, own ? Buffer.from(own[name]) : readFileSync(join(folder, `${name}.csv`))]));
}

/** Rows of a plain CSV as objects. */
export function rows(bytes) {
  const [head, ...lines] = bytes.toString('utf8').trim().split(/\r?\n/).map((line) => line.split(','));
  return lines.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at] ?? ''])));
}

/** What an honest import shows. */
export function facts(files) {
  const all = rows(files.sales_pipeline);
  const won = all.filter((one) => one.deal_stage === 'Won');
  const count = (stage) => all.filter((one) => one.deal_stage === stage).length;
  const by = new Map();
  for (const one of won) by.set(one.sales_agent, (by.get(one.sales_agent) ?? 0) + Number(one.close_value));
  return {
    all: all.length, won: won.length, lost: count('Lost'), engaging: count('Engaging'), prospecting: count('Prospecting'),
    sum: won.reduce((sum, one) => sum + Number(one.close_value), 0),
    ranking: [...by].sort((a, b) => b[1] - a[1]),
  };
}

/** Few rows, with everything the long ones have to stumble over. */
function ours() {
  const stages = ['Won', 'Lost', 'Engaging', 'Won', 'Prospecting', 'Lost', 'Won'];
  const people = ['Mei Tan', 'Ola Berg', 'Jo Castle', 'Ravi Menon'];
  const firms = ['Northwind Mills', 'Harbour Foods', 'Quill Press', 'Alder Clinics', 'Sunfield Farms'];
  const line = (at) => {
    const stage = stages[at % stages.length];
    const over = stage === 'Won' || stage === 'Lost';
    const product = ['LoomPro', 'Loom Basic', 'Spindle 40'][at % 3];
    const began = stage === 'Prospecting' ? '' : `${(at % 12) + 1}/${(at % 28) + 1}/2023`;
    const value = stage === 'Won' ? 100 + at * 37 : 0;
    return [`OP${1000 + at}`, people[(at * at) % people.length], product, over ? firms[at % firms.length] : '', stage, began, over ? `${(at % 12) + 1}/${(at % 28) + 1}/2024` : '', over ? value : ''].join(',');
  };
  return {
    sales_teams: ['sales_agent,manager,regional_office', ...people.map((name, at) => `${name},${['Ines Vale', 'Tom Reed'][at % 2]},${['East', 'West'][at % 2]}`)].join('\n'),
    accounts: ['account,sector,year_established,employees,subsidiary_of', ...firms.map((name, at) => `${name},${['medical', 'retial'][at % 2]},${1980 + at},${20 * at + 7},${at === 4 ? firms[0] : ''}`)].join('\n'),
    products: 'product,series,sales_price\nLoom Pro,Loom,4800\nLoom Basic,Loom,950\nSpindle 40,Spindle,12\n',
    sales_pipeline: ['opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value', ...Array.from({ length: 70 }, (_, at) => line(at))].join('\n'),
  };
}
