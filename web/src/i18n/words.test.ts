/** Times, sizes and amounts are said as people say them; menus are found by initials. */
import { describe, expect, it } from 'vitest';
import { makeFormat } from './format';
import { initials, matches } from './pinyin';

const zh = makeFormat('zh-CN', 'CNY', 'Asia/Shanghai');
const en = makeFormat('en', 'CNY', 'Asia/Shanghai');
const shifted = (days: number) => zh.now().add(days, 'day').format('YYYY-MM-DD');

describe('format', () => {
  it.each([[0, '今天', 'Today'], [-1, '昨天', 'Yesterday'], [1, '明天', 'Tomorrow'], [-3, '3 天前', '3 days ago'], [4, '4 天后', 'in 4 days']])('says the day %i days away', (days, inZh, inEn) => {
    expect(zh.day(shifted(days))).toBe(inZh);
    expect(en.day(shifted(days))).toBe(inEn);
  });

  it('says dates of other years in full', () => {
    expect(zh.day('2019-06-05')).toBe('2019年6月5日');
    expect(en.day('2019-06-05')).toBe('Jun 5, 2019');
  });

  it('shows instants in the workspace time zone', () => expect(zh.dateTime('2026-01-01T20:00:00Z')).toBe('2026-01-02 04:00'));

  it('writes money and spans', () => {
    expect(zh.money(1234.5)).toBe('¥1,234.50');
    expect(zh.duration(90_000)).toBe('1 天');
    expect(en.duration(3_700)).toBe('1 h');
    expect(en.list(['a', 'b'])).toBe('a, b');
  });
});

describe('pinyin initials', () => {
  it('are those of each character', () => {
    expect(initials('客户')).toBe('kh');
    expect(initials('商机 A')).toBe('sja');
  });

  it('find what they stand for', () => {
    expect(matches('gjjl', '跟进记录')).toBe(true);
    expect(matches('客', '客户')).toBe(true);
    expect(matches('xyz', '客户', undefined)).toBe(false);
  });
});
