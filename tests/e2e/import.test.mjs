/** Sheets as people keep them come in through the wizard, with what they misspell told once; then the dashboard is read. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ask, button, choose, scenario, setUp, until } from './support.mjs';
import { gbk, xlsx } from './sheets.mjs';

const customers = `客户名称,来源,电话,等级
华南智造有限公司,展会,0755-86001234,VIP
江北食品有限公司,官网,１３８０１３８０００１,普通
远山医药有限公司,抖音直播,13801380002,重要
晨光教育集团,转介绍,13801380003,潜在
没有电话的公司,官网,,普通
`;

const deals = [
  ['二〇二六年商机台账'],
  ['商机名称', '客户', '阶段', '金额', '预计成交日期'],
  ['智造一期', '华南智造有限公司', '赢单', 120000, '2026/6/10'],
  ['智造二期', '华南智造', '方案报价', '¥88,000', '2027年1月10日'],
  ['食品追溯', '江北食品有限公司', '赢单', '1.2万', '2026-08-01'],
  ['医药仓储', '远山医药有限公司', '合同谈判', 300000, '2027/2/1'],
  ['教育平台', '晨光教育集团', '初步接触', '', ''],
  ['智造三期', '华南智造', '需求分析', 45000, '2027/3/1'],
  ['金额没定', '晨光教育集团', '需求分析', '面议', '2027/3/1'],
  ['合计', '', '', 565000, ''],
];

scenario('two sheets come in and the funnel shows them', {}, async ({ open, step }) => {
  const page = await open();
  await step('a new workspace', () => setUp(page));
  await step('customers from a GBK sheet', async () => {
    await upload(page, 'customer', '客户.csv', gbk(customers));
    await page.getByText(/GBK|GB18030/i).waitFor();
    await button(page, '试运行').click();
    await counted(page, '无法导入', 2);
    await choose(page, page.getByLabel('“抖音直播”指的是'), '官网');
    await counted(page, '新建', 4);
    await counted(page, '无法导入', 1);
    await button(page, '导入 4 行').click();
    await page.getByRole('heading', { name: '导入完成' }).waitFor();
    await counted(page, '新建', 4);
    const refused = await download(page, '下载未导入的 1 行');
    assert.match(refused, /没有电话的公司/);
    assert.doesNotMatch(refused, /华南智造/);
    const { records } = await ask(page, '/records/customer', { sort: 'created_at', limit: '50' });
    const seen = Object.fromEntries(records.map((one) => [one.name, [one.source, one.level]]));
    assert.deepEqual(seen['远山医药有限公司'], ['website', 'important']);
    assert.equal(records.length, 4);
  });
  await step('what cannot be read is said, and nothing is written', async () => {
    for (const [name, buffer, words] of [
      ['空.csv', Buffer.alloc(0), '是空文件'],
      ['只有空行.csv', Buffer.from('\n,,\n'), '文件里没有内容'],
      ['报价.xlsx', Buffer.from('%PDF-1.7\n'), '不支持这种文件'],
      ['坏的.xlsx', Buffer.from('PK\x03\x04 not really', 'latin1'), '文件已损坏'],
    ]) {
      await page.goto('/import/customer');
      await page.getByTestId('import-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
      await until(name, () => page.getByRole('alert').innerText(), (text) => text.includes(words) && text.includes('没有写入任何数据'));
    }
    await upload(page, 'customer', '只有表头.csv', Buffer.from('客户名称,电话\n'));
    await page.getByText('表头下面没有数据').first().waitFor();
    assert.equal(await button(page, '试运行').isEnabled(), false);
    await upload(page, 'customer', '重名.csv', Buffer.from('客户名称,电话,电话\n甲,13800138000,13800138001\n'));
    await page.getByText('与另一列同名').waitFor();
  });
  await step('deals from a workbook, with a customer spelt another way', async () => {
    await upload(page, 'deal', '商机.xlsx', xlsx('商机', deals));
    await button(page, '试运行').click();
    await counted(page, '无法导入', 3);
    await choose(page, page.getByLabel('“华南智造”指的是'), '华南智造有限公司');
    await counted(page, '新建', 6);
    await counted(page, '无法导入', 1);
    await button(page, '导入 6 行').click();
    await page.getByRole('heading', { name: '导入完成' }).waitFor();
    assert.match(await download(page, '下载未导入的 1 行'), /金额没定.*面议/);
  });
  await step('the funnel and the ranking of the dashboard', async () => {
    await page.goto('/dashboard/sales');
    const card = (key) => page.locator(`[data-card="${key}"]`);
    await card('funnel').locator('li').first().waitFor();
    const read = () => card('funnel').locator('li').evaluateAll((all) => all.map((one) => [one.querySelector('a').title, one.querySelector('.m-funnel-count').textContent]));
    await until('the funnel', read, [
      ['初步接触 ¥0.00', '1 条'], ['需求分析 ¥45,000.00', '1 条'], ['方案报价 ¥88,000.00', '1 条'],
      ['合同谈判 ¥300,000.00', '1 条'], ['赢单 ¥132,000.00', '2 条'], ['输单 ¥0.00', '0 条'],
    ]);
    await until('deals under way', () => card('open_deals').locator('a').innerText(), '4');
    await until('won', () => card('win_rate').locator('a').getAttribute('title'), (title) => title.includes('2'));
  });
});

async function upload(page, object, name, buffer) {
  await page.goto(`/import/${object}`);
  await page.getByTestId('import-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await page.getByRole('region', { name: '列与字段' }).waitFor();
}

/** A figure of the rehearsal or of the run. */
const counted = (page, name, wanted) => until(name, () => page.locator('.i-counts > div').filter({ hasText: name }).locator('dd').allInnerTexts(), [String(wanted)]);

async function download(page, name) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).or(button(page, name)).first().click()]);
  return readFileSync(await file.path(), 'utf8');
}
