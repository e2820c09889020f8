/** Working with records as people do all day: in the table with the keyboard, with filters and views, many at once, by search, on a phone. */
import assert from 'node:assert/strict';
import { ask, button, choose, goTo, input, pick, scenario, signIn, signInDemo, testids, until } from './support.mjs';

const cell = (row, field) => row.getByTestId(testids.cell).and(row.page().locator(`[data-field="${field}"]`));
const rows = (page) => page.getByTestId(testids.row);
const count = (page) => page.getByTestId(testids.count).innerText();
const headers = (page) => page.getByRole('columnheader').locator('.m-th-button').allInnerTexts();
const view = (page, name) => page.getByRole('navigation', { name: /的视图$/ }).getByRole('link', { name, exact: true });

scenario('a day with records', { demo: true }, async ({ open, step }) => {
  const page = await open();
  await signInDemo(page, '/o/deal');
  await step('a cell is edited with the keyboard; what cannot be saved stays, with the reason', () => editCell(page));
  await step('keys typed before the editor is there count, and so does an input method', () => everyKey(page));
  await step('nested conditions, me and relative dates', () => filter(page));
  await step('sorted, hidden, reordered and kept as a view', () => arrange(page));
  await step('many at once, into the bin and back', () => manyAtOnce(page));
  await step('found by the first letters of its pinyin', () => search(page));
  await step('a lead becomes a customer, a contact and a deal', () => convert(page));
  await step('a possible duplicate is asked about, and may be saved', () => duplicate(page));
  await step('two of the same become one, and one of them comes back alone', () => merge(page));
  await step('an administrator sets a password', () => password(page, open));
  await step('English and back', () => languages(page));
  await step('dark, and still after a reload', () => dark(page));
  const phone = await open({ width: 375, height: 812, hasTouch: true });
  await step('on a phone', () => narrow(phone));
});

async function editCell(page) {
  await view(page, '全部商机').click();
  const row = rows(page).first();
  const amount = cell(row, 'amount');
  await amount.waitFor();
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  for (const field of ['customer', 'product', 'stage', 'amount']) {
    await page.keyboard.press('ArrowRight');
    await until(`${field} is chosen`, () => cell(row, field).getAttribute('aria-selected'), 'true');
  }
  await write(page, amount, '345678');
  await amount.getByText('345,678').waitFor();
  const id = await row.getAttribute('data-record');
  await until('the amount is kept', () => ask(page, `/records/deal/${id}`).then(({ record }) => record.amount), 345678);
  await page.keyboard.press('ArrowUp');
  await until('the amount is chosen again', () => amount.getAttribute('aria-selected'), 'true');
  await write(page, amount, 'about 9');
  await until('the cell is marked', () => amount.getAttribute('aria-invalid'), 'true');
  await page.keyboard.press('ArrowUp');
  await until('the amount is chosen again', () => amount.getAttribute('aria-selected'), 'true');
  assert.match(await amount.innerText(), /about 9/);
  assert.match(await amount.getByRole('alert').innerText(), /金额|数字/);
  assert.equal((await ask(page, `/records/deal/${id}`)).record.amount, 345678);
  await page.keyboard.press('Escape');
  await amount.getByText('345,678').waitFor();
}

/** The editors are held back: what is typed meanwhile, Enter included, is not lost. Then Chinese is composed over a cell. */
async function everyKey(page) {
  let letGo;
  const held = new Promise((resolve) => { letGo = resolve; });
  await page.route(/\/assets\/editors-.*\.js/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/o/product');
  const name = cell(rows(page).first(), 'name');
  await name.waitFor();
  const id = await rows(page).first().getAttribute('data-record');
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('Robota');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await until('the name is kept', () => ask(page, `/records/product/${id}`).then(({ record }) => record.name), 'Robot');
  letGo();
  await page.keyboard.press('ArrowUp');
  await until('the name is chosen again', () => name.getAttribute('aria-selected'), 'true');
  const browser = await page.context().newCDPSession(page);
  await browser.send('Input.imeSetComposition', { text: 'jiqi', selectionStart: 4, selectionEnd: 4 });
  await browser.send('Input.imeSetComposition', { text: '机器', selectionStart: 2, selectionEnd: 2 });
  await browser.send('Input.insertText', { text: '机器人' });
  await until('what was composed is in the editor', () => name.locator('.m-cell-edit input').inputValue(), '机器人');
  await page.keyboard.press('Enter');
  await until('the name is kept', () => ask(page, `/records/product/${id}`).then(({ record }) => record.name), '机器人');
  await page.goto('/o/deal');
  await view(page, '全部商机').click();
}

/** Types over a cell, as one does in a spreadsheet. */
async function write(page, target, text) {
  await page.keyboard.type(text);
  await until('what was typed is seen', () => target.getByRole('textbox').inputValue(), text);
  await page.keyboard.press('Enter');
}

/** Mine, and either won or made in the last twenty days; counted from the records themselves. */
async function filter(page) {
  const { user } = await ask(page, '/session');
  const all = (await ask(page, '/records/deal', { limit: '200' })).records;
  const since = new Date(Date.now() - 20 * 86_400_000).toISOString();
  const wanted = all.filter((deal) => deal.owner === user.id && (deal.created_at > since || deal.stage === 'won'));
  assert.ok(wanted.length > 0 && wanted.length < all.filter((deal) => deal.owner === user.id).length, `${wanted.length} of ${all.length}`);
  await button(page, '筛选').click();
  const builder = page.getByTestId(testids.filterBuilder);
  await button(builder, '添加条件').click();
  const leaf = (at) => builder.locator('.f-row').nth(at);
  await choose(page, input(leaf(0), '字段'), '负责人');
  await pick(page, leaf(0).locator('.f-value').getByRole('combobox'), '我');
  await button(builder, '添加条件组').click();
  const group = builder.locator('.f-inner');
  await choose(page, input(leaf(1), '字段'), '阶段');
  await choose(page, leaf(1).locator('.f-value').getByRole('combobox'), '赢单');
  await button(group, '添加条件').click();
  await choose(page, input(leaf(2), '字段'), '创建时间');
  await pick(page, input(leaf(2), '比较方式'), '晚于');
  await pick(page, leaf(2).getByLabel('相对今天'), '之前');
  await leaf(2).getByLabel('数量').fill('20');
  await page.keyboard.press('Escape');
  await builder.waitFor({ state: 'hidden' });
  await until('back where it was opened', () => button(page, '筛选').evaluate((node) => node === document.activeElement));
  await until('the count', () => count(page), `${wanted.length} 条`);
  const words = await page.getByTestId(testids.filterChip).allInnerTexts();
  assert.deepEqual(words, ['负责人是我', '阶段是赢单 或 创建时间晚于 20 天前']);
}

async function arrange(page) {
  const amount = page.getByRole('columnheader').filter({ has: page.getByRole('button', { name: '金额', exact: true }) });
  await amount.locator('.m-th-button').click();
  await amount.locator('.m-th-button').click();
  await until('sorted down', () => amount.getAttribute('aria-sort'), 'descending');
  const fromMenu = async (label, act) => {
    await page.getByRole('button', { name: `${label} 的列菜单` }).click();
    await page.getByRole('menuitem', { name: act }).click();
  };
  await fromMenu('主要产品', '隐藏此列');
  await fromMenu('金额', '左移');
  const order = ['商机名称', '客户', '金额', '阶段', '成交日期', '负责人', '创建时间'];
  await until('columns as arranged', () => headers(page), order);
  const amounts = () => page.locator(`[data-testid="${testids.cell}"][data-field="amount"]`).allInnerTexts().then((all) => all.map((text) => Number(text.replace(/[^\d.]/g, ''))));
  await until('the largest first', amounts, (seen) => seen.length > 1 && seen.every((one, at) => at === 0 || seen[at - 1] >= one));
  const shown = await count(page);
  await button(page, '另存为新视图').click();
  const form = page.getByRole('form', { name: '另存为新视图' });
  await input(form, '视图名称').fill('我的大单');
  await button(form, '保存视图').click();
  await until('the view is open', () => view(page, '我的大单').getAttribute('aria-current'), 'page');
  await page.reload();
  await until('columns as kept', () => headers(page), order);
  await until('conditions as kept', () => count(page), shown);
  await until('the order as kept', amounts, (seen) => seen.length > 1 && seen.every((one, at) => at === 0 || seen[at - 1] >= one));
}

async function manyAtOnce(page) {
  await goTo(page, '产品');
  await page.getByRole('grid', { name: '产品' }).getByTestId(testids.row).nth(1).waitFor();
  const ids = await Promise.all([0, 1].map((at) => rows(page).nth(at).getAttribute('data-record')));
  const row = (id) => page.locator(`[data-testid="${testids.row}"][data-record="${id}"]`);
  for (const id of ids) await row(id).getByRole('checkbox').check();
  const bar = page.getByTestId(testids.bulkBar);
  await button(bar, '修改字段').click();
  await choose(page, page.getByLabel('选择字段'), '单位');
  await page.getByLabel('新的值').fill('台班');
  await button(page, '应用').click();
  await page.getByText('已处理 2 条').waitFor();
  for (const id of ids) assert.equal((await ask(page, `/records/product/${id}`)).record.unit, '台班');
  for (const id of ids) await row(id).getByRole('checkbox').check();
  await button(bar, '删除').click();
  const sure = page.getByRole('dialog', { name: '删除选中的 2 条记录？' });
  await button(sure, '删除').click();
  for (const id of ids) await row(id).waitFor({ state: 'detached' });
  await goTo(page, '回收站');
  await button(page, '产品').click();
  for (const id of ids) {
    await button(row(id), '恢复').click();
    await row(id).waitFor({ state: 'detached' });
  }
  await goTo(page, '产品');
  for (const id of ids) await row(id).waitFor();
}

async function search(page) {
  await page.keyboard.press('Control+k');
  await page.getByTestId(testids.palette).getByRole('combobox').fill('hzmhdz');
  const options = page.getByTestId(testids.palette).getByRole('option');
  const found = () => options.evaluateAll((all) => all.findIndex((one) => one.querySelector('.m-ellipsis').textContent === '杭州木禾电子商务有限公司'));
  const at = await until('the customer is found', found, (index) => index >= 0);
  for (let step = 0; step < at; step += 1) await page.keyboard.press('ArrowDown');
  await until('it is chosen', () => options.nth(at).getAttribute('aria-selected'), 'true');
  await page.keyboard.press('Enter');
  await page.getByTestId(testids.recordPage).getByRole('heading', { name: '杭州木禾电子商务有限公司' }).waitFor();
}

async function convert(page) {
  const open = await ask(page, '/records/lead', { filter: { and: [{ field: 'status', op: 'status', value: 'open' }, { field: 'customer', op: 'empty' }, { field: 'company', op: 'not_empty' }] } });
  const [lead] = open.records;
  await page.goto(`/o/lead/${lead.id}`);
  await button(page, '转化').click();
  const told = page.locator('.ant-notification-notice', { hasText: '“转化”已完成' });
  await until('a link to each', () => told.getByRole('link').evaluateAll((all) => all.map((one) => one.getAttribute('href').split('/')[2])), (kinds) => ['customer', 'contact', 'deal'].every((kind) => kinds.includes(kind)));
  await told.locator('a[href^="/o/deal/"]').first().click();
  await page.getByTestId(testids.recordPage).getByRole('heading', { name: `${lead.company} · 新商机` }).waitFor();
  const { record } = await ask(page, `/records/lead/${lead.id}`);
  assert.equal(record.status, 'converted');
}

async function duplicate(page) {
  const [known] = (await ask(page, '/records/customer', { limit: '1' })).records;
  await page.goto('/o/customer');
  await button(page, '新建客户').click();
  const form = page.getByTestId(testids.createForm);
  await input(form, '公司名').fill(known.name);
  await choose(page, input(form, '来源渠道'), '展会');
  await input(form, '电话').fill('0755-86009999');
  await button(page, '保存').click();
  const warning = form.getByRole('alert');
  await warning.getByRole('link', { name: known.name }).waitFor();
  assert.equal(await warning.count(), 1, 'said once, as a question');
  await button(warning, '仍然保存').click();
  await page.getByTestId(testids.recordPage).getByRole('heading', { name: known.name }).waitFor();
  const same = await ask(page, '/records/customer', { filter: { field: 'name', op: 'is', value: known.name } });
  assert.equal(same.records.length, 2);
}

/** The two that the step before left, chosen in the list; the keyboard picks. */
async function merge(page) {
  const [{ record }] = [await ask(page, `/records/customer/${page.url().split('/').at(-1)}`)];
  const older = (await ask(page, '/records/customer', { filter: { field: 'name', op: 'is', value: record.name } })).records.find((one) => one.id !== record.id);
  const { count } = (await ask(page, `/records/customer/${older.id}`)).related.contacts;
  const contact = await page.request.post('/api/records/contact', { headers: { 'X-Mortise': '1' }, data: { name: '许安', customer: record.id } });
  assert.ok(contact.ok(), await contact.text());
  await page.goto('/o/customer');
  await page.getByLabel('在列表中搜索').fill(record.name);
  await until('both are listed', () => rows(page).count(), 2);
  for (const at of [0, 1]) await rows(page).nth(at).getByRole('checkbox').check();
  await button(page.getByTestId(testids.bulkBar), '合并').click();
  const sides = page.getByTestId(testids.merge);
  const keeps = (id) => sides.locator(`.m-merge-head[data-record="${id}"]`).getByRole('radio');
  await until('the older stays', () => keeps(older.id).isChecked(), true);
  await sides.getByRole('status').getByText('联系人 1').waitFor();
  const source = sides.locator('[data-field="source"]');
  await source.locator(`[data-record="${older.id}"]`).getByRole('radio').focus();
  const order = await source.locator('[data-record]').evaluateAll((all) => all.map((one) => one.dataset.record));
  await page.keyboard.press(order[0] === older.id ? 'ArrowRight' : 'ArrowLeft');
  await until('the keyboard picks', () => source.locator(`[data-record="${record.id}"]`).getByRole('radio').isChecked(), true);
  await button(sides, '合并为一条').click();
  await page.getByTestId(testids.recordPage).and(page.locator(`[data-record="${older.id}"]`)).waitFor();
  const now = await ask(page, `/records/customer/${older.id}`);
  assert.deepEqual([now.record.source, now.related.contacts.count], [record.source, count + 1]);
  await page.getByTestId(testids.timelineItem).and(page.locator('[data-kind="merged"]')).waitFor();
  await page.goto(`/o/customer/${record.id}`);
  await page.getByText('这条记录已并入').getByRole('link', { name: record.name }).waitFor();
  await goTo(page, '回收站');
  await button(page, '客户').click();
  await button(page.locator(`[data-testid="${testids.row}"][data-record="${record.id}"]`), '恢复').click();
  await page.getByText('已单独恢复').waitFor();
  assert.equal((await ask(page, `/records/customer/${record.id}`)).related.contacts.count, 0);
}

async function password(page, open) {
  const [colleague] = (await ask(page, '/records/user', { filter: { field: 'role', op: 'has', value: 'member' }, limit: '1' })).records;
  await page.goto(`/o/user/${colleague.id}`);
  await button(page, '更多操作').click();
  await page.getByRole('menuitem', { name: '登录与安全' }).click();
  await button(page.getByRole('dialog', { name: `${colleague.name} · 登录与安全` }), '设置密码').click();
  const dialog = page.getByRole('dialog', { name: '设置密码' });
  const field = input(dialog, `${colleague.name} 的新密码`);
  await field.fill('short');
  await button(dialog, '保存').click();
  await dialog.getByText('密码需要 8 到 200 个字符').waitFor();
  await field.fill('a-new-password');
  await page.keyboard.press('Enter');
  await page.getByText('密码已设置').waitFor();
  await button(page.getByRole('dialog', { name: `${colleague.name} · 登录与安全` }), '关闭').click();
  const other = await open();
  await signIn(other, { email: colleague.email, password: 'a-new-password' });
  await input(other, '当前密码').fill('a-new-password');
  await input(other, '新密码').fill('my-own-choice');
  await button(other, '修改密码').click();
  await other.getByTestId(testids.rail).getByRole('button', { name: colleague.name, exact: true }).waitFor();
}

async function languages(page) {
  await goTo(page, '线索');
  await button(page, '切换语言').click();
  await page.getByRole('heading', { level: 1, name: 'Leads' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Leads' }).waitFor();
  await button(page, 'Switch language').click();
  await page.getByRole('heading', { level: 1, name: '线索' }).waitFor();
}

async function dark(page) {
  const light = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0, 3).reduce((sum, one) => sum + Number(one), 0));
  assert.ok(await light() > 600);
  await button(page, '主题').click();
  await page.getByRole('menuitem', { name: '深色' }).click();
  await until('dark', light, (sum) => sum < 200);
  await page.reload();
  await page.getByTestId(testids.rail).waitFor();
  await until('dark', light, (sum) => sum < 200);
  await button(page, '主题').click();
  await page.getByRole('menuitem', { name: '浅色' }).click();
  await until('light', light, (sum) => sum > 600);
}

async function narrow(page) {
  const overflows = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await signInDemo(page, '/o/customer');
  const bar = page.getByTestId(testids.bottomBar);
  await bar.waitFor();
  const title = rows(page).first().getByRole('link').first();
  await title.waitFor();
  assert.equal(await page.getByTestId(testids.table).count() + await page.getByRole('grid').count(), 0, 'cards, no table');
  assert.equal(await overflows(), 0);
  await title.click();
  await page.getByTestId(testids.recordPage).waitFor();
  assert.equal(await overflows(), 0);
  await button(bar, '新建').click();
  await page.getByRole('dialog', { name: '新建什么？' }).getByRole('button', { name: '客户', exact: true }).click();
  await page.getByTestId(testids.createForm).waitFor();
  assert.equal(await overflows(), 0);
  for (const [path, ready] of [['/o/deal', testids.card], ['/dashboard/sales', 'dashboard-card']]) {
    await page.goto(path);
    await page.getByTestId(ready).first().waitFor();
    assert.equal(await overflows(), 0, path);
  }
}
