/** Secrets are found wherever a rule names them. */
import { describe, expect, it } from 'vitest';
import type { Files } from '../model/files';
import { usesOf } from './uses';

const label = { 'zh-CN': 'R', en: 'R' };
const files: Files = {
  'workflows/a.rule.json': {
    key: 'a', label, object: 'x', trigger: { kind: 'webhook', signature: { secret: 'IN' } },
    actions: [{ kind: 'http', url: { secret: 'URL' }, headers: { A: { secret: 'KEY' } } }, { kind: 'branch', then: [{ kind: 'dingtalk', url: { secret: 'URL' }, text: 'secret' }] }],
  },
  'workflows/b.rule.json': { key: 'b', label, object: 'x', trigger: { kind: 'created' }, actions: [{ kind: 'webhook', url: 'https://x', secret: { secret: 'KEY' } }, { kind: 'set', values: { secret: 'plain', note: { secret: 'A', more: 1 } } }] },
};

describe('the uses of secrets', () => {
  it('are those of triggers and steps, however deep', () => {
    const uses = usesOf(files);
    expect([...uses.keys()].sort()).toEqual(['IN', 'KEY', 'URL']);
    expect(uses.get('URL')?.map(({ rule, times }) => [rule.def.key, times])).toEqual([['a', 2]]);
    expect(uses.get('KEY')?.map(({ rule }) => rule.def.key)).toEqual(['a', 'b']);
  });
});
