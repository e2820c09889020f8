/** What is due and what is told: the mail server is set up, notices go where a person wants, and the day's list grows as one looks at it. */
import assert from 'node:assert/strict';
import { plain, postbox } from './postbox.mjs';
import { ask, button, goTo, input, scenario, signInDemo, testids, until } from './support.mjs';

const headers = { 'X-Mortise': '1' };

scenario('post', { demo: true, env: { MORTISE_OUTBOUND_ALLOW: '127.0.0.1' } }, async ({ open, step }) => {
  const box = await postbox();
  try {
    const page = await open();
    await signInDemo(page, '/me');
    await step('a mail server is set up, and says what is wrong with it', () => setUp(page, box));
    await step('it is chosen what goes by e-mail', () => wish(page));
    await step('a task that is due stands in the day’s list until it is done', () => due(page));
    await step('what a rule tells is told in the app and by e-mail', () => told(page, box));
    await step('notices are read, all of them or one', () => read(page));
    const other = await open();
    await step('who forgot their password chooses another by a link in a letter', () => forget(page, other, box));
    const small = await open({ width: 375, height: 800 });
    await signInDemo(small, '/inbox');
    await step('it fits a phone', () => fits(small));
  } finally {
    await box.stop();
  }
});

async function setUp(page, box) {
  await button(page, '设置邮件服务器').click();
  const form = page.getByRole('form', { name: '邮件服务器' });
  await input(form, '服务器').fill('127.0.0.1');
  await form.getByText('不加密', { exact: true }).click();
  await form.getByText('内容和密码都不加密').waitFor();
  await input(form, '端口').fill(String(box.port));
  await input(form, '发件邮箱').fill('nobody@example.com');
  await button(form, '保存').click();
  await button(page, '给我发一封测试邮件').click();
  await page.getByRole('status').getByText('答复 553：5.7.1 this sender is not known here').waitFor();
  assert.equal(box.kept.length, 0);
  await input(form, '发件邮箱').fill('crm@example.com');
  await button(form, '保存').click();
  await until('the sender is kept', async () => (await ask(page, '/mail')).settings.from, 'crm@example.com');
  await button(page, '给我发一封测试邮件').click();
  await page.getByRole('status').getByText('已发送到 admin@example.com').waitFor();
  assert.deepEqual(box.kept.map((mail) => mail.to), [['admin@example.com']]);
}

async function wish(page) {
  const part = page.getByRole('region', { name: '邮件通知' });
  await part.getByRole('radiogroup', { name: '规则通知' }).getByText('立即', { exact: true }).click();
  await part.getByRole('switch', { name: '免打扰' }).click();
  await until('both are kept', async () => {
    const { wishes } = await ask(page, '/session/notices');
    return wishes.rule === 'now' && wishes.quiet?.from === '22:00';
  });
  await part.getByRole('switch', { name: '免打扰' }).click();
  await until('nothing is quiet', async () => !(await ask(page, '/session/notices')).wishes.quiet);
}

async function due(page) {
  await goTo(page, /^今天/);
  await page.getByRole('tablist', { name: '收件箱' }).waitFor();
  const at = new Date(Date.now() - 60_000).toISOString();
  const made = await page.request.post('/api/records/task', { headers, data: { title: '给周总回电话', due: at } });
  assert.equal(made.status(), 201);
  const row = page.getByRole('link', { name: /给周总回电话/ });
  await row.getByText('已逾期').waitFor();
  const { id, version } = (await made.json()).record;
  assert.equal((await page.request.patch(`/api/records/task/${id}`, { headers: { ...headers, 'If-Match': String(version) }, data: { status: 'done' } })).status(), 200);
  await row.waitFor({ state: 'detached' });
}

/** A rule of the template tells administrators of big deals that are being negotiated. */
async function told(page, box) {
  const filter = { and: [{ field: 'stage', op: 'is', value: 'proposal' }, { field: 'contact', op: 'not_empty' }] };
  const deal = (await ask(page, '/records/deal', { filter, limit: 1 })).records[0];
  const change = await page.request.patch(`/api/records/deal/${deal.id}`, { headers, data: { amount: 600_000 } });
  assert.equal(change.status(), 200);
  const moved = await page.request.post(`/api/records/deal/${deal.id}/move`, { headers, data: { stage: 'negotiation' } });
  assert.equal(moved.status(), 200, await moved.text());
  await page.getByRole('tab', { name: /^通知/ }).click();
  await page.getByText(`大单进入合同谈判：${deal.name}`).waitFor();
  const about = () => box.kept.filter((one) => plain(one).includes(`/o/deal/${deal.id}`));
  const letters = await until('it was told by e-mail', about, (seen) => seen.length > 0);
  assert.equal(letters.length, 1);
  assert.match(letters[0].raw, /multipart\/alternative/);
}

/** Others may come meanwhile: the template reminds of what is due at a time of the day. */
async function read(page) {
  const unread = page.locator('.m-told-one.m-unread');
  const told = unread.filter({ hasText: '大单进入合同谈判' });
  await told.getByRole('button', { name: /^标为已读/ }).click();
  await told.waitFor({ state: 'detached' });
  await page.getByRole('radiogroup', { name: '显示哪些' }).getByText('未读', { exact: true }).click();
  const [all, none] = [button(page, '全部标为已读'), page.getByText('没有未读通知')];
  await all.or(none).first().waitFor();
  if (await all.isVisible()) await all.click();
  await none.waitFor();
  await page.getByRole('radiogroup', { name: '显示哪些' }).getByText('全部', { exact: true }).click();
  await page.locator('.m-told-said').first().click();
  await page.waitForURL(/\/o\//);
}

async function forget(page, other, box) {
  const email = 'he@example.com';
  const { id } = (await ask(page, '/records/user', { q: email })).records[0];
  assert.equal((await page.request.post(`/api/users/${id}/password`, { headers, data: { password: 'mortise-e2e-2026' } })).status(), 204);
  await other.goto('/');
  await input(other.getByRole('form', { name: '登录' }), '邮箱').fill(email);
  await button(other, '忘记密码？').click();
  const form = other.getByRole('form', { name: '忘记密码？' });
  assert.equal(await input(form, '邮箱').inputValue(), email);
  await button(form, '发送链接').click();
  await form.getByRole('status').getByText('若该邮箱有账号，邮件已发出').waitFor();
  const mail = await until('the letter is there', () => box.kept.find((one) => one.to.includes(email)));
  const link = /https?:\S+\/enter#\S+/.exec(plain(mail))[0];
  await other.goto(link);
  await other.getByRole('heading', { name: '何嘉木，请设置新密码' }).waitFor();
  await input(other, '新密码').fill('mortise-e2e-2027');
  await button(other, '设置密码并登录').click();
  await other.getByTestId(testids.rail).waitFor();
  assert.match((await ask(other, '/notices')).notices[0].text, /密码已通过链接重新设置/);
  await other.goto('/o/task');
  await other.goto(link);
  await other.getByText('链接已用过、已过期或已作废').waitFor();
}

async function fits(page) {
  await page.locator('.m-due').first().waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375);
  await page.getByTestId(testids.bottomBar).getByText('菜单').click();
  await page.getByRole('link', { name: '今天', exact: true }).waitFor();
}
