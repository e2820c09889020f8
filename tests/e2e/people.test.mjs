/** People: what each of them sees, how that is changed, and what is kept of it. An administrator in one browser, a member in another. */
import assert from 'node:assert/strict';
import { ask, button, choose, drag, goTo, middle, scenario, signIn, signInDemo, studioIds, testids, until } from './support.mjs';

const member = { name: '何嘉木', email: 'he@example.com', password: 'mortise-e2e-2026' };
const other = '许知夏';

scenario('people', { demo: true }, async ({ open, step }) => {
  const admin = await open();
  const theirs = await open();
  await signInDemo(admin, '/users');
  const people = await ask(admin, '/records/user', { limit: 50 });
  const id = (name) => people.records.find((one) => one.name === name).id;
  const of = async (name) => (await ask(admin, '/records/deal', { filter: { field: 'owner', op: 'is', value: id(name) }, limit: 1 })).records[0];
  const record = await of(other);
  await step('a member is given a password and signs in', () => enter(admin, theirs, id(member.name)));
  await step('a member does not see what is another’s', () => hidden(theirs, record));
  await step('a record is shared, and they see it', () => share(admin, theirs, record));
  await step('it is said who sees it, and why', () => who(admin));
  await step('a customer is released to the pool, and the member claims it', () => pool(admin, theirs, id(other)));
  await step('a role is changed and published, and the member notices', () => role(admin, theirs));
  await step('departments are put elsewhere by dragging, and never below themselves', () => reorganise(admin));
  await step('records are handed over, and given back', () => handOver(admin, id(member.name)));
  await step('the administrator looks through the eyes of the member', () => look(admin, record, id(member.name)));
  await step('all of that is in the audit log', () => audit(admin));
});

async function enter(admin, theirs, id) {
  const headers = { 'X-Mortise': '1' };
  assert.equal((await admin.request.patch('/api/sign_in_policy', { headers, data: { change_after_set: false } })).status(), 200);
  assert.equal((await admin.request.post(`/api/users/${id}/password`, { headers, data: { password: member.password } })).status(), 204);
  await signIn(theirs, member, '/o/lead');
  await button(theirs, '新建线索').waitFor();
}

async function hidden(theirs, record) {
  await theirs.goto(`/o/deal/${record.id}`);
  await theirs.getByText('找不到这条记录').waitFor();
}

async function share(admin, theirs, record) {
  await admin.goto(`/o/deal/${record.id}`);
  await button(admin, '共享').click();
  const team = admin.locator('.m-team');
  const picker = team.getByRole('combobox', { name: '共享给谁' });
  await picker.click();
  await picker.fill(member.name);
  await admin.locator('.ant-select-item-option').filter({ hasText: member.name }).click();
  await button(team, '共享').click();
  await team.getByRole('button', { name: `不再共享给${member.name}` }).waitFor();
  await admin.keyboard.press('Escape');
  await theirs.goto(`/o/deal/${record.id}`);
  await theirs.getByRole('heading', { level: 1, name: record.name }).waitFor();
}

async function pool(admin, theirs, owner) {
  const mine = { field: 'owner', op: 'is', value: owner };
  const { name, id } = (await ask(admin, '/records/customer', { filter: mine, limit: 1 })).records[0];
  await admin.goto(`/o/customer/${id}`);
  await button(admin, '更多操作').click();
  await admin.getByRole('menuitem', { name: '退回公海' }).click();
  const asked = admin.getByRole('dialog', { name: `把“${name}”退回「客户公海」？` });
  await button(asked, '退回公海').click();
  await admin.getByText(`“${name}”已退回「客户公海」`).waitFor();
  await theirs.goto('/o/customer');
  await theirs.getByRole('link', { name: '客户公海', exact: true }).click();
  await theirs.getByRole('link', { name, exact: true }).click();
  await button(theirs, '领取').click();
  await theirs.getByText(`已领取“${name}”`).waitFor();
  await button(theirs, '领取').waitFor({ state: 'detached' });
  await theirs.getByTestId(testids.recordPage).getByText(member.name).first().waitFor();
}

async function who(admin) {
  await button(admin, '更多操作').click();
  await admin.getByRole('menuitem', { name: '谁能看到' }).click();
  const drawer = admin.getByRole('dialog', { name: '谁能看到' });
  await drawer.getByPlaceholder('按姓名或拼音查找').fill('hjm');
  await until('one person is found', () => drawer.getByTestId(testids.person).count(), 1);
  await drawer.getByTestId(testids.person).getByText('已共享给本人').waitFor();
}

async function role(admin, theirs) {
  await theirs.goto('/o/lead');
  const create = button(theirs, '新建线索');
  await create.waitFor();
  await admin.goto('/studio/roles/member');
  await admin.getByRole('checkbox', { name: '线索 新建' }).uncheck();
  await admin.getByTestId(studioIds.publish).click();
  await button(admin.getByTestId(studioIds.publishPanel), '发布').click();
  await admin.getByText(/已发布为版本 \d+/).waitFor();
  await create.waitFor({ state: 'detached' });
}

async function reorganise(admin) {
  await admin.goto('/users');
  const tree = admin.getByRole('list', { name: '部门' });
  const grip = (name) => button(admin, `移动${name}`);
  const place = (name) => tree.locator('[data-department]').filter({ hasText: name });
  const put = (name, onto) => drag(admin, grip(name), async () => middle(await place(onto).boundingBox()), () => place(onto).evaluate((row) => row.matches('.m-over, .m-refused')));
  await place('华东销售部').waitFor();
  await put('华东销售部', '华南销售部');
  await admin.getByText('已把“华东销售部”移到“华南销售部”').waitFor();
  await put('华南销售部', '华东销售部');
  await admin.getByText('部门不能移到自己的下级部门之下').waitFor();
  await button(admin, '撤销').click();
  await admin.getByText('已撤销').first().waitFor();
  // The same for a person, chosen by keyboard.
  await place('华南销售部').getByRole('button', { name: /^华南销售部/ }).click();
  await grip(member.name).press('Enter');
  const dialog = admin.getByRole('dialog', { name: `把“${member.name}”移到` });
  await choose(admin, dialog.getByRole('combobox'), '北方销售部');
  await button(dialog, '移动').click();
  await admin.getByText(`已把“${member.name}”移到“北方销售部”`).waitFor();
  await button(admin, '撤销').click();
  await grip(member.name).waitFor();
}

async function handOver(admin, from) {
  const owned = async () => (await ask(admin, '/records/deal', { filter: { field: 'owner', op: 'is', value: from }, count: true, limit: 1 })).count.value;
  const before = await owned();
  assert.ok(before > 0);
  await admin.goto(`/handover?from=${from}`);
  await choose(admin, admin.getByRole('combobox', { name: '转给谁' }), other);
  await admin.keyboard.press('Escape');
  await button(admin, '开始转接').click();
  const past = admin.getByRole('region', { name: '转接记录' });
  await past.getByText('已完成').waitFor();
  assert.equal(await owned(), 0);
  await button(past, '撤销').click();
  await button(admin.getByRole('dialog'), '撤销').click();
  await past.getByText('已撤销').waitFor();
  assert.equal(await owned(), before);
}

async function look(admin, record, id) {
  await admin.goto(`/o/user/${id}`);
  await button(admin, '更多操作').click();
  await admin.getByRole('menuitem', { name: `以${member.name}的视角查看` }).click();
  await button(admin.getByRole('dialog'), '开始查看').click();
  const bar = admin.getByTestId(testids.eyes);
  await bar.getByText(`正在以“${member.name}”的视角查看`).waitFor();
  await goTo(admin, '商机');
  await admin.getByTestId(testids.card).first().waitFor();
  assert.equal(await button(admin, '新建商机').count(), 0);
  const answer = await admin.request.patch(`/api/records/deal/${record.id}`, { headers: { 'X-Mortise': '1' }, data: { name: 'x' } });
  assert.deepEqual([answer.status(), (await answer.json()).code], [403, 'looking']);
  await button(bar, '结束查看').click();
  await bar.waitFor({ state: 'detached' });
  await admin.getByTestId(testids.rail).getByRole('link', { name: '审计日志' }).waitFor();
}

async function audit(admin) {
  const kinds = ['共享', '发布配置', '转接', '查询谁能看到', '以他人视角查看'];
  await goTo(admin, '审计日志');
  const chosen = admin.getByRole('combobox', { name: '事件' });
  for (const kind of kinds) await choose(admin, chosen, kind);
  await admin.keyboard.press('Escape');
  const told = async () => {
    const lines = await admin.locator('main').getByRole('listitem').allInnerTexts();
    return kinds.map((kind) => lines.filter((line) => line.includes(kind)).length);
  };
  // The template and the role; the handover and its undo; the begin and the end of the look.
  await until('each is told as often as it was done', told, [1, 2, 2, 1, 2]);
}
