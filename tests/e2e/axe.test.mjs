/** Whoever cannot see or use a mouse can work too: axe finds nothing serious on any screen, in Chinese by day and in English by night. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { scenario, signInDemo, studioIds, testids } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const byId = (id) => (page) => page.getByTestId(id).first();
const screens = [
  ['the table', '/o/customer', byId(testids.row)],
  ['the board', '/o/deal', byId(testids.card)],
  ['the record page', (first) => `/o/customer/${first}`, byId(testids.timelineItem)],
  ['why a sum is what it is', (first) => `/o/customer/${first}`, byId(testids.timelineItem), openWhy],
  ['the create form', '/o/customer', byId(testids.row), openForm],
  ['the dashboard', '/dashboard/sales', (page) => page.locator('[data-card="won_by_month"] [role="img"]')],
  ['the form in the studio', '/studio/deal/fields', byId(studioIds.tile)],
  ['a pipeline in the studio', '/studio/deal/pipelines/deal', byId(studioIds.stage)],
  ['a formula in the studio', '/studio/deal/fields?at=field:expected', (page) => page.locator('.cm-content')],
  ['the checks in the studio', '/studio/contract/checks?at=check:0', byId('filter-builder')],
  ['the functions in the studio', '/studio/scripts', (page) => page.locator('.cm-content')],
  ['the rules in the studio', '/studio/deal/rules', byId(studioIds.rule)],
  ['the import', '/import/customer', (page) => page.getByTestId('import-file')],
  ['a role in the studio', '/studio/roles/member?at=settings', (page) => page.locator('.s-matrix')],
  ['the organisation', '/users', (page) => page.locator('[data-person]').first()],
  ['the handover', '/handover', (page) => page.locator('.m-handover-past')],
  ['the audit log', '/audit', (page) => page.locator('.m-audit-row').first()],
  ['the recycle bin', '/recycle', (page) => page.locator('.m-bin-tabs button').first()],
];

for (const [name, options, own] of [
  ['zh-CN, light', { locale: 'zh-CN', colorScheme: 'light' }, { lang: 'zh-CN', theme: 'light' }],
  ['en, dark', { locale: 'en-US', colorScheme: 'dark' }, { lang: 'en', theme: 'dark' }],
]) {
  scenario(`axe: ${name}`, { demo: true }, async ({ open, step }) => {
    const page = await open(options);
    const found = [];
    const look = async (screen) => found.push(...(await serious(page)).map((one) => `${screen}: ${one}`));
    await step('the entrance', async () => {
      await page.goto('/');
      await page.locator('form').waitFor();
      await look('the entrance');
      await signInDemo(page);
      const kept = await page.request.patch('/api/session', { headers: { 'X-Mortise': '1' }, data: own });
      assert.ok(kept.ok());
    });
    await page.goto('/o/customer');
    const first = await page.getByTestId(testids.row).first().getAttribute('data-record');
    for (const [screen, path, ready, act] of screens) {
      await step(screen, async () => {
        await page.goto(typeof path === 'function' ? path(first) : path);
        await ready(page).waitFor({ state: 'attached' });
        await act?.(page);
        await look(screen);
      });
    }
    if (found.length > 0) throw new Error(`axe found:\n${found.join('\n')}`);
  });
}

async function openForm(page) {
  await page.locator('.m-list-actions button.ant-btn-primary').click();
  await page.getByTestId(testids.createForm).waitFor();
}

async function openWhy(page) {
  await page.locator('[data-field="won_amount"] .m-fact-why').click();
  await page.locator('.m-why dd').first().waitFor();
}

/** What hinders people seriously, each with where it is and why. */
async function serious(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 5).map(({ target, html, failureSummary }) => `${id} ${target.join(' ')} ${html.slice(0, 160)} ${failureSummary.replace(/\s+/g, ' ').slice(0, 240)}`));
}
