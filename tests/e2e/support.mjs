/**
 * What every end-to-end test stands on: a server of its own in an empty folder, a real Chromium that fails the test on any
 * error it reports, and the few gestures that take more than one call. Knows how the UI is held, not what a test is about.
 */
import { chromium } from 'playwright-core';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const admin = { name: '林知远', email: 'lin@example.com', password: 'mortise-e2e-2026' };

const PATIENCE = 20_000;

/** The UI's own handles, so that they are written down once. */
async function handles(path) {
  const source = readFileSync(join(root, path), 'utf8').replace('as const', '');
  return (await import(`data:text/javascript,${encodeURIComponent(source)}`)).testids;
}
export const testids = await handles('web/src/testids.ts');
export const studioIds = await handles('web/src/studio/testids.ts');

/** A test with a server and a browser; `run` gets both, and everything is gone afterwards, whatever happened. */
export function scenario(name, { demo = false, env = {} } = {}, run) {
  test(name, { timeout: 240_000 }, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'mortise-e2e-'));
    const server = await serve(folder, demo, env);
    const browser = await launch(folder);
    const world = { t, folder, server, browser, troubles: [], pages: [] };
    try {
      await run({ ...world, open: (options) => openPage(world, options), step: (title, act) => step(world, title, act) });
      if (world.troubles.length > 0) throw new Error(`the browser reported:\n${world.troubles.join('\n')}`);
    } finally {
      await browser.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** A named part of a test: what failed says where, and what the screen showed is kept where E2E_PICTURES asks for it. */
async function step({ t, pages, troubles }, title, act) {
  const began = Date.now();
  try {
    const made = await act();
    if (troubles.length > 0) throw new Error(`the browser reported:\n${troubles.join('\n')}`);
    t.diagnostic(`${title} (${Date.now() - began} ms)`);
    return made;
  } catch (error) {
    const kept = process.env.E2E_PICTURES;
    if (kept) await Promise.all(pages.map((page, at) => page.screenshot({ path: join(kept, `${title.replace(/\W+/g, '-')}-${at}.png`) }).catch(() => undefined)));
    throw new Error(`${title}: ${error.message}`, { cause: error });
  }
}

export async function serve(folder, demo, more = {}) {
  const binary = process.env.MORTISE_BIN ?? join(root, 'target/debug/mortise');
  const env = { PATH: process.env.PATH, MORTISE_LISTEN: '127.0.0.1:0', MORTISE_DATA: join(folder, 'data'), MORTISE_DEMO: demo ? '1' : '0', MORTISE_LOG: 'warn', ...more };
  const child = spawn(binary, ['serve'], { env, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let log = '';
  child.stderr.on('data', (text) => { log += text; });
  const url = await new Promise((resolve, reject) => {
    child.once('error', reject);
    void ended.then((code) => reject(new Error(`the server ended with ${code}: ${log}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
      if (found) resolve(found[0]);
    });
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { url, stop, log: () => log };
}

export function launch() {
  const executablePath = process.env.CHROMIUM ?? ['chromium', 'chromium-browser', 'google-chrome'].map(found).find(Boolean);
  return chromium.launch({
    executablePath, timeout: 60_000,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-dev-shm-usage'],
  });
}

function found(name) {
  try {
    return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** A page in a context of its own, as another person's browser. A refusal (4xx) is an answer; an error is not. */
async function openPage({ browser, server, troubles, pages }, { width = 1440, height = 960, ...options } = {}) {
  const context = await browser.newContext({ baseURL: server.url, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width, height }, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.on('pageerror', (error) => troubles.push(`page error: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    const refusal = /Failed to load resource: the server responded with a status of 4\d\d/.test(message.text());
    if (message.type() === 'error' && !refusal) troubles.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) troubles.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
  pages.push(page);
  return page;
}

/** Creates the first administrator, as the browser asks for one. */
export async function setUp(page, who = admin) {
  await page.goto('/');
  const form = page.getByRole('form', { name: '创建管理员' });
  await input(form, '姓名').fill(who.name);
  await input(form, '邮箱').fill(who.email);
  await input(form, '密码').fill(who.password);
  await input(form, '工作区名称').fill('榫卯科技');
  await button(form, '开始使用').click();
  await page.getByTestId(testids.rail).waitFor();
}

export async function signIn(page, who = admin, path = '/') {
  await page.goto(path);
  const form = page.getByRole('form', { name: '登录' });
  await input(form, '邮箱').fill(who.email);
  await input(form, '密码').fill(who.password);
  await button(form, '登录').click();
  await form.waitFor({ state: 'detached' });
}

/** Signs in with the account that the demo offers, in either language. */
export async function signInDemo(page, path = '/') {
  await page.goto(path);
  const form = page.getByRole('form', { name: /^(登录|Sign in)$/ });
  await form.getByRole('button', { name: /^(使用演示账号|Use the demo account)$/ }).click();
  await form.locator('[type="submit"]').click();
  await form.waitFor({ state: 'detached' });
}

/** A button by its words. */
export const button = (scope, words) => scope.getByRole('button', { name: words, exact: true });

/** A place in the navigation. */
export const goTo = (page, name) => page.getByTestId(testids.rail).getByRole('link', { name, exact: true }).click();

/** Holds until `look` answers what is wanted; says what it saw last when it never does. */
export async function until(what, look, wanted = (seen) => Boolean(seen)) {
  const test = typeof wanted === 'function' ? wanted : (seen) => JSON.stringify(seen) === JSON.stringify(wanted);
  const ends = Date.now() + PATIENCE;
  let seen;
  do {
    seen = await look();
    if (test(seen)) return seen;
    await new Promise((resolve) => setImmediate(resolve));
  } while (Date.now() < ends);
  throw new Error(`${what}: still ${JSON.stringify(seen)}${typeof wanted === 'function' ? '' : `, not ${JSON.stringify(wanted)}`}`);
}

/** Two frames of the page: what a pointer's move set off has been drawn. */
export const frames = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));

/**
 * Drags with the mouse. `aim` is asked for the point on the way, since a page may move while something is dragged; `landed`
 * says whether the page has understood, and only then, and when nothing scrolls any more, is the button let go.
 */
export async function drag(page, from, aim, landed) {
  await from.scrollIntoViewIfNeeded();
  const start = middle(await from.boundingBox());
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 4, start.y + 8, { steps: 3 });
  let nudge = 0;
  let last;
  await until('the drag has landed', async () => {
    const point = await aim(start);
    const still = last?.x === point.x && last?.y === point.y;
    last = point;
    nudge = 1 - nudge;
    await page.mouse.move(point.x + nudge, point.y, { steps: 4 });
    await frames(page);
    return still && landed();
  });
  await page.mouse.up();
}

export const middle = (box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

/** A finger on the page, as the browser reports one. */
export async function finger(page) {
  const browser = await page.context().newCDPSession(page);
  const send = async (type, points) => {
    await browser.send('Input.dispatchTouchEvent', { type, touchPoints: points });
    await frames(page);
  };
  return { down: (at) => send('touchStart', [at]), move: (at) => send('touchMove', [at]), up: () => send('touchEnd', []) };
}

/** What the page last said aloud about a drag. */
export const said = (page) => page.locator('[id^="DndLiveRegion"]').allInnerTexts().then((texts) => texts.join(' '));

const offered = (page, words) => page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').filter({ hasText: words }).first();

/** Chooses in a picker that searches, by the words of the choice. */
export async function choose(page, picker, words) {
  await picker.click();
  await picker.fill(words);
  await offered(page, new RegExp(`^${words}`)).click();
}

/** Chooses in a short list, by the words of the choice. */
export async function pick(page, picker, words) {
  await picker.click();
  await offered(page, new RegExp(`^${words}$`)).click();
}

/** The field of a form or dialog, by its label, required or not. */
export const input = (scope, label) => scope.getByLabel(new RegExp(`^${label}\\*?$`));

/** What the API answers to the page's own session: for numbers that the screen must agree with. */
export async function ask(page, path, params = {}) {
  const query = new URLSearchParams(Object.entries(params).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]));
  const answer = await page.request.get(`/api${path}?${query}`);
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}
