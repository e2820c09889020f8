/** Formulas are said with the names that people know. */
import { describe, expect, it } from 'vitest';
import { sayScript } from './script';

const names: Record<string, string> = { amount: '金额', stage: '阶段', 'stage.probability': '阶段的赢单概率', paid: '已回款', note: '备注' };
const words: Record<string, string> = { '*': '×', '/': '÷', '??': '，空则为' };
const say = (script: string) => sayScript(script, { name: (path) => names[path], word: (sign) => words[sign] });

describe('a script in words', () => {
  it('names fields and writes signs as by hand', () => {
    expect(say('amount * stage.probability / 100')).toEqual({ text: '金额 × 阶段的赢单概率 ÷ 100', reads: ['amount', 'stage.probability'] });
    expect(say('amount - (paid ?? 0)').text).toBe('金额 - (已回款 ，空则为 0)');
  });

  it('leaves texts, functions and what it does not know as they are', () => {
    expect(say('if note.len() > 2 { "amount" } else { other.amount }').text).toBe('if 备注.len() > 2 { "amount" } else { other.amount }');
    expect(say('amount + amount').reads).toEqual(['amount']);
    expect(say('amounts(1)').text).toBe('amounts(1)');
  });
});
