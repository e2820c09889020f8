/** Names are found by key, label or pinyin, and complete into keys. */
import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '@/api';
import { complete } from './editor';
import { namesOf } from './names';

const label = (zh: string) => ({ 'zh-CN': zh, en: zh });
const catalog = {
  objects: {
    job: { fields: [{ key: 'amount', label: label('金额'), type: 'money' }, { key: 'phase', label: label('阶段'), type: 'stage', pipeline: 'job' }, { key: 'buyer', label: label('买家'), type: 'lookup', to: 'person' }] },
    person: { fields: [{ key: 'level', label: label('等级'), type: 'select' }] },
  },
} as unknown as Catalog;
const names = namesOf(catalog, 'job', (one) => (one as { en: string }).en, (part) => part, [{ key: 'before', label: '改动前' }]);

function offered(text: string, explicit = false) {
  const found = complete(new CompletionContext(EditorState.create({ doc: text }), text.length, explicit), names);
  return found && { from: found.from, keys: found.options.map((one) => one.label) };
}

describe('completion', () => {
  it('finds by key, label and pinyin, and replaces what was typed', () => {
    expect(offered('1 + am')).toEqual({ from: 4, keys: ['amount'] });
    expect(offered('1 + 金')).toEqual({ from: 4, keys: ['amount'] });
    expect(offered('jie')).toBeNull();
    expect(offered('je')).toEqual({ from: 0, keys: ['amount'] });
  });

  it('leads through links, stages and the record before', () => {
    expect(offered('buyer.')).toEqual({ from: 6, keys: ['level'] });
    expect(offered('phase.pro')).toEqual({ from: 6, keys: ['probability'] });
    expect(offered('before.am')).toEqual({ from: 7, keys: ['amount'] });
  });

  it('offers all when asked, and nothing after a number or a whole name', () => {
    expect(offered('', true)?.keys).toEqual(['amount', 'phase', 'buyer', 'before']);
    expect(offered('100')).toBeNull();
    expect(offered('amount')).toBeNull();
  });
});
