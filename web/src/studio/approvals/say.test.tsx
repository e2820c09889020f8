/** An approval is told in both languages: who is asked, when, and what comes of it. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { keys, type ApprovalDef, type Catalog } from '@/api';
import { switchLanguage } from '@/i18n';
import { StudioContext, type Studio } from '../state/context';
import { peoplePaths } from './people';
import { useApprovalSaying } from './say';

const label = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const field = (key: string, type: string, zh: string, en: string, more = {}) => ({ key, type, label: label(zh, en), operators: ['is'], ...more });
const catalog = {
  objects: {
    job: { key: 'job', label: label('工单', 'Job'), fields: [field('state', 'text', '状态', 'State'), field('cost', 'integer', '费用', 'Cost'), field('site', 'lookup', '工地', 'Site', { to: 'site' }), field('owner', 'user', '负责人', 'Owner', { system: true }), field('updated_by', 'user', '修改人', 'Updated by', { system: true })], relations: [], pipelines: [] },
    site: { key: 'site', label: label('工地', 'Site'), fields: [field('guard', 'user', '值班人', 'Guard'), field('near', 'lookup', '邻近', 'Near', { to: 'site' })], relations: [], pipelines: [] },
    user: { key: 'user', label: label('用户', 'User'), fields: [field('manager', 'user', '上级', 'Manager'), field('unit', 'lookup', '部门', 'Unit', { to: 'unit' })], relations: [], pipelines: [] },
    unit: { key: 'unit', label: label('部门', 'Unit'), fields: [field('head', 'user', '主管', 'Head')], relations: [], pipelines: [] },
  },
} as unknown as Catalog;
const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
client.setQueryData(keys.catalog, catalog);
client.setQueryData(['schema', 'steps'], {});
const studio = { files: { 'workflows/roles.json': { roles: [{ key: 'boss', label: label('老板', 'Boss') }] } }, problems: [] } as unknown as Studio;
const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}><StudioContext.Provider value={studio}>{children}</StudioContext.Provider></QueryClientProvider>;

const def: ApprovalDef = {
  key: 'a', label: label('审批', 'Approval'), object: 'job', where: { field: 'cost', op: '>', value: 10 },
  steps: [
    { key: 'one', label: label('甲', 'One'), who: ['owner.manager'], timeout: '2d', on_timeout: 'escalate' },
    { key: 'two', label: label('乙', 'Two'), who: [{ role: 'boss' }, { user: 'a@b.c' }], mode: 'order', where: { field: 'cost', op: '>', value: 99 } },
  ],
  set: { approved: { state: 'ok' } },
};

async function tell(given: ApprovalDef, lang: 'zh-CN' | 'en') {
  await act(() => switchLanguage(lang));
  return renderHook(useApprovalSaying, { wrapper }).result.current.sentence(given);
}

describe('an approval in words', () => {
  it('in Chinese', async () => {
    expect(await tell(def, 'zh-CN')).toBe('费用大于 10的工单可以提交审批，先由负责人的上级审批（2 天未处理则交给上级），再由“老板”角色的人、a@b.c依次审批（仅当费用大于 99）。通过后把状态设为“ok”。');
  });

  it('in English', async () => {
    expect(await tell(def, 'en')).toBe('A Job can be submitted when Cost > 10: first Owner › Manager decides (their managers after 2 days), then those with the role “Boss”, a@b.c decide in turn (only when Cost > 99). Once approved, set State to “ok”.');
  });

  it('without anything', async () => {
    expect(await tell({ ...def, where: undefined, by_rules: true, steps: [], set: undefined }, 'en')).toBe('Rules submit a Job: there are no steps yet.');
  });
});

describe('the people that a record names', () => {
  it('are its own, those of what it leads to, and above its people', () => {
    const paths = peoplePaths(catalog, 'job', (text) => text?.en ?? '');
    expect(paths).toEqual([
      { path: 'owner', label: 'Owner' }, { path: 'site.guard', label: 'Site › Guard' }, { path: 'owner.manager', label: 'Owner › Manager' }, { path: 'owner.unit.head', label: 'Owner › Unit › Head' },
    ]);
  });
});
