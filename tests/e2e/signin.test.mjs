/** Coming in with more than a password: codes of an app, and a real OpenID Connect provider that the test starts. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { admin, button, input, pick, scenario, setUp, signIn, testids } from './support.mjs';

scenario('两步验证：开启、用恢复码登录、关闭', {}, async ({ open, step }) => {
  const page = await open();
  await setUp(page);
  const codes = await step('turn it on', async () => {
    await page.goto('/me');
    await button(page, '开启两步验证').click();
    const secret = (await page.getByTestId('totp-secret').innerText()).replaceAll(' ', '');
    await page.getByRole('img', { name: '二维码' }).waitFor();
    const form = page.getByRole('form', { name: '开启两步验证' });
    await input(form, '6 位验证码').fill('000000');
    await button(form, '开启两步验证').click();
    await form.getByText('验证码不对，或已经用过').waitFor();
    await input(form, '6 位验证码').fill(totp(secret));
    await button(form, '开启两步验证').click();
    const shown = (await page.getByTestId('secret').innerText()).trim().split('\n');
    await button(page, '我已保存好').click();
    await page.getByText('还剩 10 个恢复码').waitFor();
    return shown;
  });
  assert.equal(codes.length, 10);
  await step('sign in with a code', async () => {
    await button(page, '退出登录').click();
    await signIn(page);
    const form = page.getByRole('form', { name: '输入验证码' });
    await input(form, '验证码或恢复码').fill('123 456');
    await button(form, '登录').click();
    await form.getByText('验证码不对，或已经用过').waitFor();
    await input(form, '验证码或恢复码').fill(codes[0]);
    await button(form, '登录').click();
    await page.getByTestId(testids.rail).waitFor();
  });
  await step('turn it off', async () => {
    await page.goto('/me');
    await page.getByText('还剩 9 个恢复码').waitFor();
    await button(page, '关闭两步验证').click();
    const dialog = page.getByRole('dialog', { name: '关闭两步验证' });
    await input(dialog, '密码').fill(admin.password);
    await input(dialog, '验证码或恢复码').fill(codes[1]);
    await button(dialog, '关闭两步验证').click();
    await button(page, '开启两步验证').waitFor();
  });
  await step('be asked for it by the workspace', async () => {
    await page.getByRole('radiogroup', { name: '谁必须使用两步验证' }).getByText('所有人').click();
    await page.getByRole('heading', { name: '请先设置两步验证' }).waitFor();
    const secret = (await page.getByTestId('totp-secret').innerText()).replaceAll(' ', '');
    await input(page, '6 位验证码').fill(totp(secret));
    await button(page, '开启两步验证').click();
    await button(page, '我已保存好').click();
    await page.getByTestId(testids.rail).waitFor();
  });
});

scenario('单点登录：用真实的 OpenID Connect 服务登录', { env: { MORTISE_OUTBOUND_ALLOW: '127.0.0.1' } }, async ({ open, step, server }) => {
  const provider = await startProvider(`${server.url}/api/openid/return`);
  try {
    const page = await open();
    await setUp(page);
    await step('choose the provider', async () => {
      await page.goto('/me');
      await button(page, '设置单点登录').click();
      const form = page.getByRole('form', { name: '单点登录' });
      assert.equal(await form.getByTestId('sso-redirect').innerText(), `${server.url}/api/openid/return`);
      await input(form, '登录服务地址（Issuer）').fill(`${provider.issuer}/nowhere`);
      await input(form, '应用 ID（Client ID）').fill('crm');
      await input(form, '应用密钥（Client secret）').fill('s3cret-s3cret-s3cret-s3cret');
      await input(form, '按钮文字').fill('公司账号');
      await button(form, '保存').click();
      await form.getByText(/找不到这个登录服务/).waitFor();
      await input(form, '登录服务地址（Issuer）').fill(provider.issuer);
      await pick(page, form.getByRole('combobox', { name: '这里还没有的人' }), '自动创建，角色为.*');
      await button(form, '保存').click();
      await form.getByText('已保存，不会再显示；留空则不变。').waitFor();
    });
    const other = await open();
    await step('a new colleague comes in by it', async () => {
      await enter(other, 'xiaoming@example.com');
      await other.getByTestId(testids.rail).waitFor();
      await other.goto('/me');
      assert.equal(await input(other, '姓名').inputValue(), '王小明');
    });
    await step('the administrator comes in by it, known by the e-mail address', async () => {
      const third = await open();
      await enter(third, admin.email);
      await third.getByTestId(testids.rail).waitFor();
      await third.goto('/me');
      assert.equal(await input(third, '姓名').inputValue(), admin.name);
      await unlink(third);
      await third.getByText('已解除', { exact: true }).waitFor();
      await third.getByRole('list', { name: '单点登录账号' }).waitFor({ state: 'detached' });
    });
    await step('nobody gives up their only way in', async () => {
      await unlink(other);
      await other.getByText('这是您唯一的登录方式，请先设置密码').waitFor();
      await other.getByRole('list', { name: '单点登录账号' }).waitFor();
    });
    await step('whoever says no at the provider is told so', async () => {
      const fourth = await open();
      await enter(fourth, 'nobody');
      await fourth.getByRole('alert').getByText('登录服务没有批准这次登录。').waitFor();
    });
  } finally {
    await provider.stop();
  }
});

async function unlink(page) {
  await button(page.getByRole('list', { name: '单点登录账号' }), '解除').click();
  await button(page.getByRole('dialog'), '解除').click();
}

async function enter(page, account) {
  await page.goto('/');
  await button(page, '用公司账号登录').click();
  await page.getByLabel('Account').fill(account);
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** A provider with one client, where everybody may be whom they say; `nobody` is refused. */
async function startProvider(redirect) {
  let handle;
  const listener = createServer((request, response) => void handle(request, response));
  await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${listener.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'crm', client_secret: 's3cret-s3cret-s3cret-s3cret', redirect_uris: [redirect] }],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['a key of the test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: id, email_verified: true, name: '王小明' }) }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const serve = provider.callback();
  handle = async (request, response) => {
    if (!request.url.startsWith('/interaction/')) return serve(request, response);
    if (request.method === 'GET') {
      response.setHeader('content-type', 'text/html');
      return response.end('<title>Provider</title><form method="post"><label>Account <input name="account"></label><button>Continue</button></form>');
    }
    let body = '';
    for await (const piece of request) body += piece;
    const accountId = new URLSearchParams(body).get('account');
    const result = accountId === 'nobody' ? { error: 'access_denied' } : { login: { accountId } };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  };
  return { issuer, stop: () => new Promise((resolve) => { listener.close(resolve); listener.closeAllConnections(); }) };
}

/** What an app shows: RFC 6238 with SHA-1, six digits, half a minute. */
function totp(secret) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac('sha1', key).update(moment).digest();
  return String((digest.readUInt32BE(digest.at(-1) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
