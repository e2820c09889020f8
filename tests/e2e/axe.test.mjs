/** Whoever cannot see or use a mouse can work too: axe finds nothing serious on any screen, in Chinese by day and in English by night. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ask, scenario, signInDemo, studioIds, testids } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const byId = (id) => (page) => page.getByTestId(id).first();
const screens = [
  ['the table', '/o/customer', byId(testids.row)],
  ['the board', '/o/deal', byId(testids.card)],
  ['the record page', ({ first }) => `/o/customer/${first}`, byId(testids.timelineItem)],
  ['why a sum is what it is', ({ first }) => `/o/customer/${first}`, byId(testids.timelineItem), openWhy],
  ['the create form', '/o/customer', byId(testids.row), openForm],
  ['the dashboard', '/dashboard/sales', (page) => page.locator('[data-card="won_by_month"] [role="img"]')],
  ['the form in the studio', '/studio/deal/fields', byId(studioIds.tile)],
  ['a pipeline in the studio', '/studio/deal/pipelines/deal', byId(studioIds.stage)],
  ['a formula in the studio', '/studio/deal/fields?at=field:expected', (page) => page.locator('.cm-content')],
  ['the checks in the studio', '/studio/contract/checks?at=check:0', byId('filter-builder')],
  ['the functions in the studio', '/studio/scripts', (page) => page.locator('.cm-content')],
  ['the rules in the studio', '/studio/deal/rules', byId(studioIds.rule)],
  ['an approval in the studio', '/studio/contract/approvals/contract_large?at=step:head', byId(studioIds.approvalCard)],
  ['what an approval writes', '/studio/contract/approvals/contract_large?at=outcome:approved', byId('studio-settings')],
  ['a form for strangers in the studio', '/studio/lead/forms/website_enquiry?at=ask:need', byId(studioIds.asked)],
  ['a form for strangers', ({ form }) => form, byId(testids.openForm), leaveEmpty],
  ['a test of a rule', '/studio/customer/rules/customer_silent?at=test:0', (page) => page.locator('.s-test-value').first()],
  ['a step drawn from its schema', '/studio/deal/rules/deal_big', byId(studioIds.paletteKind), drawStep],
  ['the secrets', '/studio/secrets', (page) => page.locator('.s-intro'), newSecret],
  ['the working calendar', '/studio/calendar', byId(studioIds.day)],
  ['the runs of rules', '/runs', (page) => page.locator('.m-runs-filters')],
  ['the approvals', '/approvals?part=submitted', (page) => page.locator('.m-approval-item').first()],
  ['a record under approval', ({ submitted }) => `/o/contract/${submitted}`, byId(testids.approval)],
  ['the import', '/import/customer', (page) => page.getByTestId('import-file')],
  ['a role in the studio', '/studio/roles/member?at=settings', (page) => page.locator('.s-matrix')],
  ['what is due today', '/inbox', (page) => page.locator('.m-due').first()],
  ['all notices', '/inbox?part=notices', (page) => page.locator('.m-told-bar')],
  ['one’s own settings', '/me', (page) => page.getByRole('region', { name: /^(邮件通知|Notices by e-mail)$/ }).getByRole('switch')],
  ['the organisation', '/users', (page) => page.locator('[data-person]').first()],
  ['the handover', '/handover', (page) => page.locator('.m-handover-past')],
  ['the audit log', '/audit', (page) => page.locator('.m-audit-row').first()],
  ['records that become one', ({ first, second }) => `/merge/customer?ids=${first},${second}`, byId(testids.merge)],
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
    const second = await page.getByTestId(testids.row).nth(1).getAttribute('data-record');
    const submitted = await step('something is submitted for approval', () => submit(page));
    const made = await page.request.post('/api/catalog/forms/website_enquiry/address', { headers: { 'X-Mortise': '1' }, data: {} });
    const { path: form } = await made.json();
    for (const [screen, path, ready, act] of screens) {
      await step(screen, async () => {
        await page.goto(typeof path === 'function' ? path({ first, second, submitted, form }) : path);
        await ready(page).waitFor({ state: 'attached' });
        await act?.(page);
        await look(screen);
      });
    }
    if (found.length > 0) throw new Error(`axe found:\n${found.join('\n')}`);
  });
}

async function leaveEmpty(page) {
  await page.getByTestId(testids.openForm).getByRole('button').last().click();
  await page.getByRole('alert').waitFor();
}

async function openForm(page) {
  await page.locator('.m-list-actions button.ant-btn-primary').click();
  await page.getByTestId(testids.createForm).waitFor();
}

async function submit(page) {
  const filter = { and: [{ field: 'status', op: 'is', value: 'draft' }, { field: 'amount', op: '>=', value: 300000 }] };
  const [contract] = (await ask(page, '/records/contract', { filter, limit: '1' })).records;
  const answer = await page.request.post(`/api/records/contract/${contract.id}/approvals`, { headers: { 'X-Mortise': '1' }, data: { approval: 'contract_large' } });
  assert.ok(answer.ok(), await answer.text());
  return contract.id;
}

async function drawStep(page) {
  await page.getByTestId(studioIds.paletteKind).and(page.locator('[data-kind="http"]')).click();
  await page.locator('.s-worded-foot').first().waitFor();
}

async function newSecret(page) {
  await page.locator('.s-middle button.ant-btn').first().click();
  await page.locator('.s-keep').waitFor();
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
