/** What people type is read as they mean it, or said to be none. */
import { describe, expect, it } from 'vitest';
import { parseDay } from './days';
import { parseNumber } from './numbers';

describe('parseNumber', () => {
  it.each([
    ['1,200', 1200], ['￥1.2万', 12000], ['６０%', 60], ['(300)', -300], ['¥12,000元', 12000], ['3亿', 300000000], ['-5', -5], ['.5', 0.5], ['1.1万', 11000], ['  ', null],
    ['abc', undefined], ['1.2.3', undefined], ['12x', undefined], ['1e5', undefined],
  ])('%s', (typed, value) => expect(parseNumber(typed)).toBe(value));
});

describe('parseDay', () => {
  it.each([
    ['2024-6-1', '2024-06-01'], ['2024/6/10', '2024-06-10'], ['2024年6月10日', '2024-06-10'], ['6月1日', '2026-06-01'], ['今天', '2026-11-22'],
    ['yesterday', '2026-11-21'], ['２０２４.1.2', '2024-01-02'], ['', null], ['2024-02-30', undefined], ['soon', undefined],
  ])('%s', (typed, day) => expect(parseDay(typed, '2026-11-22')).toBe(day));
});
