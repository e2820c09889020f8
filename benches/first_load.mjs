/**
 * The first load of the UI as a newcomer's browser has it: nothing cached, a demo workspace, the list of the biggest object.
 * Prints the median time until rows can be read and worked with, and the bytes that came over the wire. Part of `make bench`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, serve } from '../tests/e2e/support.mjs';

const ROUNDS = 7;
const LIST = '/o/deal?view=open';

async function load(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const signedIn = await context.request.post(`${url}/api/session`, {
    data: { email: 'admin@example.com', password: 'mortise-demo' }, headers: { 'X-Mortise': '1' },
  });
  if (!signedIn.ok()) throw new Error(`sign-in answered ${signedIn.status()}`);
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send('Network.enable');
  let bytes = 0;
  wire.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
  const began = performance.now();
  await page.goto(url + LIST, { waitUntil: 'commit' });
  await page.locator('[role=row] a, [role=row] [role=gridcell], tbody tr td').first().waitFor();
  const took = performance.now() - began;
  await page.waitForLoadState('networkidle');
  await context.close();
  return { took, bytes };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const folder = mkdtempSync(join(tmpdir(), 'mortise-load-'));
const server = await serve(folder, true);
const browser = await launch();
try {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await load(browser, server.url));
  console.log(`\nfirst load, nothing cached  ${median(rounds.map(({ took }) => took)).toFixed(0).padStart(8)} ms until the list is there`);
  console.log(`                            ${(median(rounds.map(({ bytes }) => bytes)) / 1000).toFixed(0).padStart(8)} KB over the wire`);
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
