/** A new administrator brings a seller's whole history in, makes what is missing on the way, and reads it off the dashboard. */
import assert from 'node:assert/strict';
import { facts, rows, sheets } from './opportunities.mjs';
import { ask, button, choose, pick, scenario, setUp, testids, until } from './support.mjs';

/** Thousands of rows, written by a binary that was built for testing. */
const LONG = { timeout: 180_000 };

scenario('a history of opportunities comes in and the dashboard tells it', {}, async ({ open, step }) => {
  const files = sheets();
  const told = facts(files);
  const page = await open();
  await step('a new workspace', () => setUp(page));
  await step('people, with managers nobody has entered yet', async () => {
    const team = rows(files.sales_teams);
    const managers = new Set(team.map((one) => one.manager)).size;
    await upload(page, 'user', 'sales_teams.csv', files.sales_teams);
    await button(page, '试运行').click();
    const offices = new Set(team.map((one) => one.regional_office)).size;
    await page.getByText(`${managers} 种写法没有对应的内容`).first().waitFor();
    assert.equal(await page.locator('.i-suggestion').count(), 0, 'nobody is called anything like them');
    await button(page, `新建缺少的 ${managers} 个用户`).click();
    await button(page, `新建缺少的 ${managers} 个用户`).waitFor({ state: 'detached' });
    await button(page, `新建缺少的 ${offices} 个部门`).click();
    await bring(page, team.length);
    const { count } = await ask(page, '/records/user', { count: '1', limit: '1' });
    assert.equal(count.value, team.length + managers + 1);
  });
  await step('customers, with fields added and others no longer asked for', async () => {
    const accounts = rows(files.accounts);
    await upload(page, 'customer', 'accounts.csv', files.accounts);
    await page.getByRole('button', { name: /^为未匹配的 \d 列新建字段$/ }).click();
    await choose(page, page.getByLabel('“subsidiary_of”的新字段类型'), '客户');
    await page.getByRole('group').getByRole('button', { name: /^新建 \d 个字段$/ }).click();
    await page.getByText(/已对应 (\d) \/ \1 列/).waitFor();
    for (const field of ['来源渠道', '电话']) {
      await button(page, `“${field}”改为选填`).click();
      await button(page, `“${field}”改为选填`).waitFor({ state: 'detached' });
    }
    await button(page, '试运行').click();
    await page.locator('.i-suggestion').first().click();
    await bring(page, accounts.length);
    const { records } = await ask(page, '/records/customer', { limit: '200' });
    const titles = new Map(records.map((one) => [one.id, one.name]));
    const parents = Object.fromEntries(records.filter((one) => one.subsidiary_of).map((one) => [one.name, titles.get(one.subsidiary_of)]));
    assert.deepEqual(parents, Object.fromEntries(accounts.filter((one) => one.subsidiary_of).map((one) => [one.account, one.subsidiary_of])));
    const founded = Object.fromEntries(records.map((one) => [one.name, one.year_established]));
    assert.equal(founded[accounts[0].account], Number(accounts[0].year_established));
  });
  await step('products', async () => {
    await upload(page, 'product', 'products.csv', files.products);
    await button(page, '试运行').click();
    await bring(page, rows(files.products).length);
  });
  await step('opportunities, with a stage of another name and losses without a reason', async () => {
    await upload(page, 'deal', 'sales_pipeline.csv', files.sales_pipeline);
    await button(page, '为未匹配的 1 列新建字段').click();
    await button(page, '新建 1 个字段').click();
    await page.getByText('已对应 8 / 8 列').waitFor();
    await button(page, '试运行').click();
    await page.getByText('1 种写法没有对应的内容').waitFor(LONG);
    assert.equal(await refused(page, 'deal_stage'), told.engaging);
    assert.equal(await refused(page, '输单原因'), told.lost);
    await pick(page, page.getByLabel('“Engaging”指的是'), '需求分析');
    await button(page, '给缺少的行填一个值').click();
    await pick(page, page.locator('.i-remedy').getByRole('combobox'), '其他');
    await button(page, '移除“输单原因”的默认值').waitFor();
    await bring(page, told.all);
  });
  await step('the dashboard tells what the files do', async () => {
    await page.goto('/dashboard/sales');
    const card = (key) => page.locator(`[data-card="${key}"]`);
    const stage = (key) => card('funnel').locator(`[data-stage="${key}"]`);
    for (const [key, count] of [['prospecting', told.prospecting], ['analysis', told.engaging], ['won', told.won], ['lost', told.lost]]) {
      await until(key, () => stage(key).locator('.m-funnel-count').innerText(), `${number(count)} 条`);
    }
    assert.equal(await stage('won').locator('a').getAttribute('title'), `赢单 ${money(told.sum)}`);
    await until('the win rate', () => card('win_rate').innerText(), (text) => text.includes(`${Number(((told.won / (told.won + told.lost)) * 100).toFixed(2))}%`));
    const ranked = () => card('ranking').locator('tbody tr').evaluateAll((all) => all.slice(0, 3).map((one) => [one.querySelector('.m-ellipsis').textContent, one.lastElementChild.title]));
    await until('the ranking', ranked, told.ranking.slice(0, 3).map(([name, sum]) => [name, money(sum)]));
    await page.goto('/o/deal?view=all');
    await until('the list counts all', () => page.getByTestId(testids.count).innerText(), (text) => text.includes(number(told.all)));
  });
});

const number = (value) => value.toLocaleString('en');
const money = (value) => `¥${number(value)}.00`;

async function upload(page, object, name, buffer) {
  await page.goto(`/import/${object}`);
  await page.getByTestId('import-file').setInputFiles({ name, mimeType: 'text/csv', buffer });
  await page.getByRole('region', { name: '列与字段' }).waitFor();
  await page.getByText(new RegExp(`^${number(rows(buffer).length)} 行`)).waitFor();
}

/** Rehearses again where a long rehearsal asks for it, and imports all rows. */
async function bring(page, count) {
  const go = button(page, `导入 ${number(count)} 行`);
  const again = button(page, '重新试运行');
  await go.or(again).first().waitFor(LONG);
  if (await again.isVisible()) await again.click();
  await go.click(LONG);
  await page.getByRole('heading', { name: '导入完成' }).waitFor(LONG);
}

/** How many rows are refused for a column, or for a field that has none. */
async function refused(page, name) {
  const text = await page.locator('.i-reason').filter({ hasText: name }).locator('b').innerText();
  return Number(text.replace(/\D/g, ''));
}
