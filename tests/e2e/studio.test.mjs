/** What an administrator writes in the studio, and what it means for everybody's records: a formula, a check, a duplicate rule, a rule drawn on its canvas; and why a value is what it is. */
import assert from 'node:assert/strict';
import { ask, button, choose, drag, input, middle, pick, scenario, signInDemo, studioIds, testids, until } from './support.mjs';

const settings = (page) => page.getByTestId(studioIds.settings);
const draft = (page, path) => ask(page, '/catalog/draft').then(({ files }) => files[path]);

scenario('a formula, a check and a duplicate rule are written, and hold', { demo: true }, async ({ open, step }) => {
  const page = await open();
  await signInDemo(page, '/studio/deal/fields?at=field:expected');
  await step('a formula: a name completes, a mistake is marked at its place', () => formula(page));
  await step('a check, in words and with a message', () => check(page));
  await step('a duplicate rule', () => duplicate(page));
  await step('a rule: steps are dragged into a branch and out of it, by mouse and keyboard', () => draw(page));
  await step('published', () => publish(page));
  await step('the rule is in its file as it was drawn, and told in words', () => drawn(page));
  await step('both hold when a record is made', () => refused(page));
  await step('the formula says why', () => whyFormula(page));
  await step('a sum says of what', () => whyRollup(page));
  await step('what a rule wrote says which rule', () => whyRule(page));
  await step('a field is encrypted, and its key changed', () => rotate(page));
});

async function rotate(page) {
  const [known] = (await ask(page, '/records/product', { filter: { field: 'unit', op: 'not_empty' }, limit: '1' })).records;
  await page.goto('/studio/product/fields?at=field:unit');
  await pick(page, settings(page).getByTestId(studioIds.sealing), '加密，可按完整的值查找');
  await button(page.getByRole('dialog'), '开始').click();
  await page.getByText('已完成', { exact: true }).waitFor();
  await button(settings(page).getByTestId(studioIds.rotation), '更换加密密钥').click();
  await button(page.getByRole('dialog', { name: '更换加密密钥？' }), '更换加密密钥').click();
  await page.getByText('已全部换用新密钥').waitFor();
  const [chore] = await ask(page, '/catalog/chores');
  assert.deepEqual([chore.kind, chore.state], ['rotate_key', 'done']);
  assert.equal((await ask(page, `/records/product/${known.id}`)).record.unit, known.unit);
}

async function formula(page) {
  const code = settings(page).locator('.cm-content');
  const text = () => code.innerText();
  await code.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' + je');
  await settings(page).locator('.cm-tooltip-autocomplete').getByText('金额', { exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await until('the key is written', text, 'amount * stage.probability / 100 + amount');
  await page.keyboard.type('s');
  await settings(page).getByRole('alert').getByText('第 1 行第 36 字：').waitFor();
  await settings(page).getByRole('alert').getByText('没有叫“amounts”的字段或变量').waitFor();
  assert.equal(await code.locator('.cm-lintRange-error').innerText(), 'amounts');
  await page.keyboard.press('Backspace');
  await settings(page).getByRole('alert').waitFor({ state: 'detached' });
}

async function check(page) {
  await page.getByTestId(studioIds.tree).getByRole('link', { name: '产品', exact: true }).click();
  await page.getByTestId(studioIds.tree).locator('a[href="/studio/product/checks"]').click();
  await button(page, '添加校验').click();
  const pane = settings(page);
  await choose(page, input(pane, '字段').first(), '标准单价');
  await pick(page, pane.getByLabel('比较方式', { exact: true }), '大于');
  await pane.locator('.f-value input').fill('1000000');
  await pane.locator('textarea').first().fill('单价太高，先找财务');
  await choose(page, input(pane, '显示在哪个字段旁'), '标准单价');
  await page.getByRole('button', { name: /单价太高，先找财务/ }).getByText('标准单价大于 ¥1,000,000').waitFor();
}

async function duplicate(page) {
  await button(page, '添加查重').click();
  const pane = settings(page);
  await pane.getByRole('radio', { name: '不让保存' }).check();
  await page.getByRole('button', { name: '产品名称相同时，不让保存' }).waitFor();
  await until('the draft says so', () => draft(page, 'forms/product/object.json').then(({ duplicates }) => duplicates.at(-1)), { fields: ['name'], action: 'refuse' });
}

const RULE = 'workflows/deal_big.rule.json';
const stepAt = (page, at) => page.getByTestId(studioIds.action).and(page.locator(`[data-at="${at}"]`));
const place = (page, at) => page.getByTestId(studioIds.place).and(page.locator(`[data-place="${at}"]`));
const kindIn = (page, kind) => page.getByTestId(studioIds.paletteKind).and(page.locator(`[data-kind="${kind}"]`));
const drop = (page, from, at) => drag(page, from, async () => middle(await place(page, at).boundingBox()), () => place(page, at).evaluate((one) => one.classList.contains('s-landing')));

async function draw(page) {
  await page.goto('/studio/deal/rules/deal_big');
  await drop(page, kindIn(page, 'branch'), ':1');
  const pane = settings(page);
  await button(pane, '添加条件').click();
  await choose(page, input(pane, '字段').first(), '金额');
  await pick(page, pane.getByLabel('比较方式', { exact: true }), '大于');
  await pane.locator('.f-value input').fill('1000000');
  await drop(page, stepAt(page, '0'), '1/then:0');
  await stepAt(page, '0/then/0').getByText('通知').first().waitFor();
  await drop(page, kindIn(page, 'wait'), '0/else:0');
  await stepAt(page, '0/else/0').getByRole('button', { name: /等待/ }).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await stepAt(page, '1').getByText('等 1 天').waitFor();
  await page.keyboard.press('Control+z');
  await stepAt(page, '0/else/0').waitFor();
  await until('the draft says so', () => draft(page, RULE).then(({ actions }) => actions.map(({ kind, then, else: other }) => [kind, then?.map((one) => one.kind), other])), [['branch', ['notify'], [{ kind: 'wait', for: '1d' }]]]);
}

async function drawn(page) {
  const { files } = await ask(page, '/catalog/draft');
  const { actions: [branch], ...rest } = files[RULE];
  assert.deepEqual([branch.if, branch.then[0].to], [{ field: 'amount', op: '>', value: 1000000 }, ['admins', 'owner']]);
  assert.deepEqual(rest.trigger, { kind: 'updated', fields: ['stage'] });
  await page.goto('/studio/deal/rules');
  await page.getByTestId(studioIds.rule).getByText(/如果金额大于 ¥1,000,000.*，就通知.*，否则等 1 天。/).waitFor();
}

async function publish(page) {
  await until('the draft is kept', () => page.getByTestId(studioIds.bar).getByRole('status').innerText(), '草稿已保存');
  await page.getByTestId(studioIds.publish).click();
  await button(page.getByTestId(studioIds.publishPanel), '发布').click();
  await page.getByText(/已发布为版本 \d+/).waitFor();
}

async function refused(page) {
  const [known] = (await ask(page, '/records/product', { limit: '1' })).records;
  await page.goto('/o/product');
  await button(page, '新建产品').click();
  const form = page.getByTestId(testids.createForm);
  await input(form, '产品名称').fill(known.name);
  await input(form, '标准单价').fill('2000000');
  await button(page, '保存').click();
  await form.locator('[data-field="price"] .m-field-error').getByText('单价太高，先找财务').waitFor();
  await input(form, '标准单价').fill('2000');
  await button(page, '保存').click();
  await form.locator('[data-field="name"] .m-field-error').waitFor();
  await input(form, '产品名称').fill(`${known.name} 二代`);
  await button(page, '保存').click();
  await page.getByRole('heading', { name: `${known.name} 二代` }).waitFor();
}

const fact = (page, key) => page.getByTestId(testids.fact).and(page.locator(`[data-field="${key}"]`));

async function why(page, key, label) {
  await button(fact(page, key), `为什么“${label}”是这个值？`).click();
  return page.getByRole('dialog', { name: `为什么“${label}”是这个值？` });
}

async function whyFormula(page) {
  const [deal] = (await ask(page, '/records/deal', { filter: { and: [{ field: 'stage', op: 'is', value: 'negotiation' }, { field: 'amount', op: '>', value: 0 }] }, limit: '1' })).records;
  await page.goto(`/o/deal/${deal.id}`);
  const said = await why(page, 'expected', '加权金额');
  await said.getByText('金额 × 阶段的赢单概率 ÷ 100 + 金额').waitFor();
  const values = await until('the values it read', () => said.locator('dd').allInnerTexts(), (all) => all.length === 3);
  const [amount, probability, result] = values.map((text) => Number(text.replace(/[^\d.]/g, '')));
  assert.deepEqual([amount, probability], [deal.amount, 80]);
  assert.equal(result, Math.round(deal.amount * 180) / 100, 'computed anew when it was published');
  await page.keyboard.press('Escape');
  await said.waitFor({ state: 'detached' });
}

async function whyRollup(page) {
  const [deal] = (await ask(page, '/records/deal', { filter: { field: 'stage', op: 'is', value: 'won' }, limit: '1' })).records;
  await page.goto(`/o/customer/${deal.customer}`);
  const { record } = await ask(page, `/records/customer/${deal.customer}`);
  const said = await why(page, 'won_amount', '赢单金额');
  await said.getByText('只算：阶段状态是赢单').waitFor();
  const parts = await until('the deals it sums', () => said.locator('li > .m-num').allInnerTexts(), (all) => all.length > 0);
  const sum = parts.reduce((total, text) => total + Number(text.replace(/[^\d.]/g, '')), 0);
  assert.equal(sum, record.won_amount);
  await said.locator('dd').getByText('¥').waitFor();
}

async function whyRule(page) {
  const [deal] = (await ask(page, '/records/deal', { filter: { and: [{ field: 'stage', op: 'is', value: 'negotiation' }, { field: 'close_date', op: 'not_empty' }] }, limit: '1' })).records;
  await page.goto(`/o/deal/${deal.id}`);
  assert.equal(await fact(page, 'close_date').getByRole('button', { name: /为什么/ }).count(), 0, 'typed by somebody');
  await page.getByTestId(testids.stageBar).getByRole('button', { name: '移到“赢单”' }).click();
  const said = await why(page, 'close_date', '成交日期');
  await said.getByText('由规则“赢单：成交日期记为当天”设置').waitFor();
}
