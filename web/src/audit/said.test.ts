import { describe, expect, it } from 'vitest';
import { switchLanguage } from '@/i18n';
import { words } from './locale';
import { detailSaid } from './said';

const said = (detail: Record<string, unknown>) => detailSaid(detail, words.t).join(' · ');

describe('what an entry of the audit log holds', () => {
  it('is said in words, in both languages', async () => {
    const policy = { min_length: 8, change_after_set: true, second_factor: 'nobody' };
    const setting = { setting: 'sign_in_policy', before: policy, after: { ...policy, min_length: 12, second_factor: 'administrators' } };
    await switchLanguage('zh-CN');
    expect(said(setting)).toBe('登录规则 · 密码最短长度 8 → 12 · 必须两步验证 自愿 → 管理员');
    expect(said({ setting: 'audit_days', before: null, after: 90 })).toBe('日志保留天数 · 无 → 90');
    expect(said({ rows: 12, format: 'csv', filter: { field: 'a', op: 'empty' }, search: null, deleted: false })).toBe('12 行 · 格式 CSV · 有筛选条件');
    expect(said({ handover: '01a206aa-3b59-7713-99b6-1644f784e1db', to: ['a', 'b'], what: ['deal.owner'] })).toBe('转给 2 人');
    await switchLanguage('en');
    expect(said({ setting: 'mail', before: null, after: { host: 'mail.example.com' } })).toBe('Mail server · set');
    expect(said({ setting: 'rule:erp', after: 'kept' })).toBe('Secret of rules erp · kept');
    expect(said({ token: '01a206aa-3b59-7713-99b6-1644f784e1db', name: 'Sync', limits: { read_only: true, objects: ['deal', 'contact'] } })).toBe('name Sync · may only read · objects deal, contact');
    expect(said({ undone: '01a206aa-3b59-7713-99b6-1644f784e1db' })).toBe('undone');
  });

  it('is told as it is where nobody has words for it', () => {
    expect(said({ strange: 'thing' })).toBe('strange thing');
  });
});
