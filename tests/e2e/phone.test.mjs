/** With a finger on a phone: cards that call and follow up when swiped, and a board whose cards are held and carried. */
import assert from 'node:assert/strict';
import { ask, finger, middle, scenario, signInDemo, testids, until } from './support.mjs';

scenario('a finger on a phone', { demo: true }, async ({ open, step }) => {
  const page = await open({ width: 375, height: 812, hasTouch: true, isMobile: true });
  const touch = await finger(page);
  await signInDemo(page, '/o/customer');
  await step('a swipe to the right calls, a short one does not', () => call(page, touch));
  await step('a swipe to the left follows up', () => followUp(page, touch));
  await step('a card is held and carried to the next stage', () => carry(page, touch));
});

const rows = (page) => page.getByTestId(testids.row);

async function swipe(page, touch, row, by) {
  const from = middle(await row.boundingBox());
  await touch.down(from);
  for (let part = 1; part <= 8; part += 1) await touch.move({ x: from.x + (by * part) / 8, y: from.y });
  await touch.up();
}

async function call(page, touch) {
  const row = rows(page).nth(1);
  await row.waitFor();
  const { record } = await ask(page, `/records/customer/${await row.getAttribute('data-record')}`);
  await page.evaluate(() => {
    window.called = [];
    document.addEventListener('click', (event) => {
      const link = event.target.closest('a[href^="tel:"]');
      if (!link) return;
      window.called.push(link.getAttribute('href'));
      event.preventDefault();
    }, true);
  });
  const called = () => page.evaluate(() => window.called);
  await swipe(page, touch, row, 50);
  await swipe(page, touch, row, 130);
  await until('the number is called, once', called, [`tel:${record.phone}`]);
  assert.equal(new URL(page.url()).pathname, '/o/customer');
}

async function followUp(page, touch) {
  const row = rows(page).nth(1);
  const id = await row.getAttribute('data-record');
  const { record } = await ask(page, `/records/customer/${id}`);
  await swipe(page, touch, row, -130);
  const form = page.getByTestId(testids.createForm);
  await form.waitFor();
  await form.locator('[data-field="customer"]').getByText(record.name).waitFor();
  await page.goto('/o/deal');
}

async function carry(page, touch) {
  const column = (at) => page.getByTestId(testids.column).nth(at);
  const card = column(0).getByTestId(testids.card).nth(0);
  await card.waitFor();
  const id = await card.getAttribute('data-record');
  const head = page.getByRole('heading', { level: 1 });
  const before = await head.boundingBox();
  const from = middle(await card.boundingBox());
  await touch.down(from);
  await page.locator('.m-bcard.m-lifted').waitFor();
  const board = page.getByTestId(testids.board);
  let nudge = 0;
  const hold = async (x) => {
    nudge = 1 - nudge;
    await touch.move({ x: x + nudge, y: from.y });
  };
  // Beyond the end of the board, too, only the board may move: the screen around it once went away with the card.
  let beyond = 0;
  await until('the board scrolls to its end', async () => {
    await hold(352);
    beyond = await board.evaluate((node) => node.scrollLeft + node.clientWidth >= node.scrollWidth - 1) ? beyond + 1 : 0;
    return beyond > 30;
  });
  assert.deepEqual(await head.boundingBox(), before, 'nothing but the board moves');
  await until('and back to the next stage', async () => {
    const { x } = await column(1).boundingBox();
    await hold(x < 0 ? 12 : Math.min(x + 140, 300));
    return x >= 0 && column(1).evaluate((node) => node.classList.contains('m-over'));
  });
  assert.deepEqual(await head.boundingBox(), before, 'nothing but the board moves');
  await touch.up();
  await until('it stands in the next stage', () => ask(page, `/records/deal/${id}`).then(({ record }) => record.stage), 'analysis');
}
