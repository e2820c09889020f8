/**
 * The main job, as one administrator does it in an empty workspace: from the first account to a pipeline of their own, a deal
 * that a gate stops and lets through, and what the rules made of it, seen live in a second browser.
 */
import assert from 'node:assert/strict';
import { admin, button, choose, drag, frames, goTo, input, middle, said, scenario, setUp, signIn, studioIds, testids, until } from './support.mjs';

const stagesOf = (page) => page.getByTestId(testids.column).evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
const column = (page, name) => page.getByTestId(testids.column).and(page.getByLabel(name, { exact: true }));
const reviewed = '商务评审';

scenario('an empty workspace, a pipeline dragged together, a deal stopped by its gate and let through', {}, async ({ open, step }) => {
  const page = await open();
  await step('the first administrator', () => setUp(page));
  await step('out and in again', async () => {
    await page.getByTestId(testids.rail).getByRole('button', { name: admin.name, exact: true }).click();
    await page.getByRole('menuitem', { name: '退出登录' }).click();
    await page.getByRole('form', { name: '登录' }).waitFor();
    await signIn(page);
    await page.getByTestId(testids.rail).waitFor();
  });

  const other = await open();
  await step('a colleague has the board open', async () => {
    await signIn(other, undefined, '/o/deal');
    await until('the board as it was', () => stagesOf(other), ['初步接触', '需求分析', '方案报价', '合同谈判', '赢单', '输单']);
    await other.evaluate(() => { window.neverReloaded = true; });
  });

  await step('the studio', async () => {
    await goTo(page, '工作室');
    await page.getByTestId(studioIds.tree).getByRole('link', { name: '商机', exact: true }).click();
    await tile(page, 'competitor').waitFor();
  });
  const field = await step('a field is dragged onto the form and named', () => addField(page));
  await step('and dragged elsewhere on the form', () => moveField(page, field));
  await step('stages are put in order with the mouse', () => dragStage(page, 'proposal', 'analysis', '需求分析'));
  await step('and with the keyboard', () => carryStage(page));
  await step('a stage of their own, with a gate and a task', () => addStage(page));
  await step('published', () => publish(page));

  const order = ['初步接触', '方案报价', '合同谈判', '需求分析', reviewed, '赢单', '输单'];
  await step('live in the other browser, without a reload', async () => {
    await until('the stages in their new order', () => stagesOf(other), order);
    assert.equal(await other.evaluate(() => window.neverReloaded), true);
  });

  await step('a customer is created', () => createCustomer(page));
  await step('a deal is created; what only lost deals have is asked of none other', () => createDeal(page));
  const id = page.url().split('/').at(-1);
  await step('the colleague opens the deal', async () => {
    await column(other, '初步接触').getByRole('link', { name: '华南智造 MES 二期' }).click();
    await other.getByTestId(testids.peek).getByTestId(testids.recordPage).waitFor();
    await other.goto(`/o/deal/${id}`);
    await other.getByTestId(testids.timeline).waitFor();
    await other.evaluate(() => { window.neverReloaded = true; });
  });
  await step('the gate stops the card and asks for what is missing', () => passGate(page));
  await step('the move can be undone, and done again', () => undoAndRedo(page));
  await step('the move and the stage’s task stand on the timeline', async () => {
    const moved = items(other, 'moved').first();
    await moved.getByText(reviewed).waitFor();
    await items(other, 'task').getByRole('link', { name: '召开评审会' }).first().waitFor();
  });
  await step('lost asks why, and the rule answers', () => lose(page, other, id));
  assert.equal(await other.evaluate(() => window.neverReloaded), true);
});

const tile = (page, key) => page.getByTestId(studioIds.tile).and(page.locator(`[data-field="${key}"]`));
const stage = (page, key) => page.getByTestId(studioIds.stage).and(page.locator(`[data-stage="${key}"]`));
const grip = (page, key) => page.getByTestId(studioIds.stageGrip).and(page.locator(`[data-stage="${key}"]`));
const items = (page, kind) => page.getByTestId(testids.timelineItem).and(page.locator(`[data-kind="${kind}"]`));
const settings = (page) => page.getByTestId(studioIds.settings);
const lands = (target) => () => target.evaluate((node) => /s-lands-/.test(node.className));
const fieldsOf = (page, section) => page.getByTestId(studioIds.section).and(page.locator(`[data-section="${section}"]`))
  .getByTestId(studioIds.tile).evaluateAll((all) => all.map((one) => one.dataset.field));

/** The left half of a tile: before it. */
const left = (target) => async () => {
  const box = await target.boundingBox();
  return { x: box.x + box.width * 0.2, y: box.y + box.height * 0.3 };
};

async function addField(page) {
  const target = tile(page, 'competitor');
  const type = page.getByTestId(studioIds.paletteType).and(page.locator('[data-type="integer"]'));
  await drag(page, type, left(target), lands(target));
  const name = input(settings(page), '名称');
  await until('the name waits for the cursor', () => name.evaluate((node) => node === document.activeElement));
  await page.keyboard.type('采购周期');
  await page.keyboard.press('Tab');
  const field = await until('the key follows the name', () => settings(page).locator('code').innerText(), (key) => key.startsWith('cai_gou'));
  assert.deepEqual((await fieldsOf(page, 'need')).slice(0, 3), ['need', field, 'competitor']);
  return field;
}

async function moveField(page, field) {
  const target = tile(page, 'amount');
  await drag(page, tile(page, field).locator('.s-tile-name'), left(target), lands(target));
  await until('the field stands before the amount', () => fieldsOf(page, 'money').then((all) => all.slice(0, 3)), ['stage', field, 'amount']);
}

const drawn = (page) => page.getByTestId(studioIds.stage).evaluateAll((all) => all.map((one) => one.dataset.stage));

async function dragStage(page, moved, onto, name) {
  await page.getByTestId(studioIds.tree).getByRole('link', { name: '销售流程' }).click();
  await stage(page, moved).waitFor();
  const [from, to] = [middle(await stage(page, moved).boundingBox()), middle(await stage(page, onto).boundingBox())];
  await drag(page, grip(page, moved), (start) => ({ x: start.x + to.x - from.x, y: start.y }), async () => (await said(page)).includes(`现在在 ${name} 处`));
  await until('the stages in order', () => drawn(page), ['prospecting', 'proposal', 'analysis', 'negotiation', 'won', 'lost']);
}

async function carryStage(page) {
  await grip(page, 'negotiation').focus();
  await page.keyboard.press('Space');
  await until('picked up', () => said(page), (text) => text.includes('合同谈判'));
  await frames(page);
  await page.keyboard.press('ArrowLeft');
  await until('carried to the left', () => said(page), (text) => text.includes('现在在 需求分析 处'));
  await page.keyboard.press('Space');
  await until('the stages in order', () => drawn(page), ['prospecting', 'proposal', 'negotiation', 'analysis', 'won', 'lost']);
}

async function addStage(page) {
  await page.getByTestId(studioIds.addStage).click();
  await until('the name waits for the cursor', () => page.evaluate(() => document.activeElement.getAttribute('aria-label')), '阶段名称');
  await page.keyboard.type(reviewed);
  await page.keyboard.press('Tab');
  await until('its key follows its name', () => drawn(page), (keys) => keys.some((key) => key.startsWith('shang_wu')));
  const pane = settings(page);
  const required = input(pane, '必须填写');
  await choose(page, required, '采购周期');
  await choose(page, required, '金额');
  await page.keyboard.press('Escape');
  await button(pane, '添加任务').click();
  await input(pane, '任务').fill('召开评审会');
}

async function publish(page) {
  await until('the draft is kept', () => page.getByTestId(studioIds.bar).getByRole('status').innerText(), '草稿已保存');
  await page.getByTestId(studioIds.publish).click();
  const panel = page.getByTestId(studioIds.publishPanel);
  await panel.getByLabel('改了什么，为什么（可不填）').fill('加上评审');
  await button(panel, '发布').click();
  await page.getByText(/已发布为版本 \d+/).waitFor();
}

async function createCustomer(page) {
  await page.goto('/o/customer');
  await button(page, '新建客户').first().click();
  const form = page.getByTestId(testids.createForm);
  await input(form, '公司名').fill('华南智造有限公司');
  await choose(page, input(form, '来源渠道'), '展会');
  await input(form, '电话').fill('0755-86001234');
  await button(page, '保存').click();
  await page.getByRole('heading', { name: '华南智造有限公司' }).waitFor();
}

async function createDeal(page) {
  await goTo(page, '商机');
  await button(page, '新建商机').first().click();
  const form = page.getByTestId(testids.createForm);
  await input(form, '商机名称').fill('华南智造 MES 二期');
  await choose(page, input(form, '客户'), '华南智造有限公司');
  await input(form, '采购周期').waitFor();
  const reason = input(form, '输单原因');
  await choose(page, input(form, '阶段'), '输单');
  await reason.waitFor();
  await choose(page, input(form, '阶段'), '初步接触');
  await reason.waitFor({ state: 'detached' });
  await button(page, '保存').click();
  await page.getByTestId(testids.recordPage).getByRole('heading', { name: '华南智造 MES 二期' }).waitFor();
}

async function dropOn(page, name) {
  const card = page.getByTestId(testids.card).filter({ hasText: '华南智造 MES 二期' });
  const target = column(page, name);
  await drag(page, card, async () => {
    const box = await target.boundingBox();
    return { x: box.x + box.width / 2, y: box.y + 90 };
  }, () => target.evaluate((node) => node.classList.contains('m-over')));
}

const standsIn = (page, name) => column(page, name).getByTestId(testids.card).filter({ hasText: '华南智造 MES 二期' });

async function passGate(page) {
  await goTo(page, '商机');
  await standsIn(page, '初步接触').waitFor();
  await dropOn(page, reviewed);
  const dialog = page.getByRole('dialog', { name: `进入“${reviewed}”前还需要填写` });
  const asked = dialog.locator('[data-field]');
  await until('only what is missing is asked', () => asked.count(), 2);
  await input(dialog, '采购周期').fill('45');
  assert.equal(await button(dialog, '填写并移动').isDisabled(), true);
  await input(dialog, '金额').fill('680000');
  await button(dialog, '填写并移动').click();
  await standsIn(page, reviewed).waitFor();
}

async function undoAndRedo(page) {
  const said = page.locator('.ant-notification-notice', { hasText: `已移到“${reviewed}”` });
  await button(said, '撤销').click();
  await standsIn(page, '初步接触').waitFor();
  await page.getByText('已撤销').waitFor();
  await dropOn(page, reviewed);
  await standsIn(page, reviewed).waitFor();
  await page.locator('.ant-notification-notice', { hasText: `已移到“${reviewed}”` }).waitFor();
}

async function lose(page, other, id) {
  await page.goto(`/o/deal/${id}`);
  const fact = page.getByTestId(testids.fact).and(page.locator('[data-field="lost_reason"]'));
  await page.getByTestId(testids.fact).and(page.locator('[data-field="amount"]')).waitFor();
  assert.equal(await fact.count(), 0);
  await page.getByTestId(testids.stageBar).getByRole('button', { name: '移到“输单”' }).click();
  const dialog = page.getByRole('dialog', { name: '进入“输单”前还需要填写' });
  await choose(page, input(dialog, '输单原因'), '价格太高');
  await button(dialog, '填写并移动').click();
  await fact.getByText('价格太高').waitFor();
  await items(other, 'task').getByRole('link', { name: '回访输单客户：华南智造 MES 二期' }).waitFor();
  await page.getByRole('tab', { name: '自动化' }).click();
  const run = page.getByTestId(testids.run).and(page.locator('[data-rule="deal_lost"]'));
  await until('the rule ran', () => run.getAttribute('data-state'), 'done');
}
