/** Every rule can be told in both languages: every kind of step, every trigger, whatever stands in what. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { keys, type ActionDef, type Catalog, type RuleDef } from '@/api';
import { switchLanguage } from '@/i18n';
import { StudioContext, type Studio } from '../state/context';
import { actionKinds, freshAction, restOf } from './actions';
import { ruleWords } from './locale';
import { useSaying } from './say';
import { behind, begin, objectAt, standingAt } from './standing';
import { stepWords } from './words';

const label = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const field = (key: string, type: string, zh: string, en: string, more = {}) => ({ key, type, label: label(zh, en), operators: ['is'], ...more });
const catalog = {
  objects: {
    job: { key: 'job', label: label('工单', 'Job'), fields: [field('title', 'text', '标题', 'Title'), field('due', 'date', '期限', 'Due date'), field('buyer', 'lookup', '买家', 'Buyer', { to: 'person' })], relations: [{ key: 'lines', label: label('明细', 'Lines'), object: 'line', via: 'job' }], pipelines: [] },
    line: { key: 'line', label: label('行', 'Line'), fields: [field('text', 'text', '内容', 'Text')], relations: [], pipelines: [] },
    person: { key: 'person', label: label('人', 'Person'), fields: [field('name', 'text', '姓名', 'Name')], relations: [], pipelines: [] },
  },
} as unknown as Catalog;

const base: RuleDef = { key: 'r', label: label('规则', 'Rule'), object: 'job', trigger: { kind: 'created' }, actions: [] };
const rule = (...actions: ActionDef[]): RuleDef => ({ ...base, actions });
const set: ActionDef = { kind: 'set', values: { title: 'A' } };

const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
client.setQueryData(keys.catalog, catalog);
client.setQueryData(['schema', 'steps'], { http: { label: label('调用接口', 'Call an API'), settings: { properties: { url: {} } } } });
const studio = { files: { 'workflows/r.rule.json': base, 'forms/job/ask.form.json': { key: 'ask', label: label('报修', 'Repair'), object: 'job', fields: [] }, 'workflows/sea.pool.json': { key: 'sea', label: label('海', 'Sea'), object: 'job' } }, problems: [] } as unknown as Studio;
const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}><StudioContext.Provider value={studio}>{children}</StudioContext.Provider></QueryClientProvider>;

async function tell(given: RuleDef, lang: 'zh-CN' | 'en'): Promise<string> {
  await act(() => switchLanguage(lang));
  return renderHook(useSaying, { wrapper }).result.current.sentence(given);
}

const whole = (text: string) => !/undefined|\[object|\{\{|say\.|kind\.|NaN/.test(text);

describe('a rule is told', () => {
  it('whatever its steps are, in both languages', async () => {
    for (const lang of ['zh-CN', 'en'] as const) {
      for (const kind of actionKinds) {
        const said = await tell(rule({ ...freshAction(kind, base), as: 'made' }), lang);
        expect(whole(said), said).toBe(true);
        // A kind that is only known by its key would be told as that.
        expect(said, kind).not.toContain(`“${kind}”`);
      }
    }
  });

  it('and names every kind in its palette', () => {
    for (const kind of actionKinds) expect(`kind.${kind}` in stepWords.zh || `action.${kind}` in ruleWords.zh, kind).toBe(true);
  });

  it('with what stands in its steps', async () => {
    const given = rule(
      { kind: 'branch', if: { field: 'title', op: 'is', value: 'x' }, then: [set, { kind: 'stop' }], else: [{ kind: 'wait', for: '3d' }] },
      { kind: 'each', of: 'lines', do: [{ kind: 'set', values: { text: { ref: '$parent.title' } } }] },
      { kind: 'wait', until: 'due', before: '2d', timeout: '1w', else: [{ kind: 'call', rule: 'r' }] },
    );
    expect(await tell(given, 'zh-CN')).toBe('当新建工单时，如果标题是 x，就（把标题设为“A”，然后结束），否则等 3 天；之后对每条明细：把内容设为外层的工单的标题；之后等到期限前 2 天，最多等 1 周，超时则执行规则“规则”。');
    expect(await tell(given, 'en')).toBe('When a Job is created, if Title is x, (set Title to “A”, then stop), otherwise wait 3 days; after that, for each of its Lines: set Text to The Job outside › Title; after that, wait until 2 days before its Due date, at most 1 weeks; if that does not happen in time, run the rule “Rule”.');
  });

  it('with the pool that a step releases to', async () => {
    expect(await tell(rule({ kind: 'release', pool: 'sea' }), 'zh-CN')).toBe('当新建工单时，放入公海“海”。');
    expect(await tell(rule({ kind: 'release', pool: 'sea' }), 'en')).toBe('When a Job is created, release it to the pool “Sea”.');
  });

  it('with the form that sets it off', async () => {
    const asked: RuleDef = { ...base, trigger: { kind: 'form', form: 'ask' }, actions: [set] };
    expect(await tell(asked, 'zh-CN')).toContain('有人提交表单“报修”、新建了工单');
    expect(await tell(asked, 'en')).toContain('somebody submits the form “Repair” and a Job is created');
  });

  it('with a step that only the engine knows, as the engine calls it', async () => {
    expect(await tell(rule({ kind: 'http' }), 'zh-CN')).toContain('做“调用接口”');
    expect(await tell(rule({ kind: 'http', name: 'Ask the bank' }), 'en')).toContain('do “Ask the bank”');
  });

  it('even when its file holds what nobody foresaw', async () => {
    const odd = rule({ kind: 'moon', phase: 1 }, { kind: 'branch', then: 'x', else: [set] }, { kind: 'each', do: null }, { kind: 'wait' }, { kind: 'notify', to: 'owner' }, { kind: 'share' }, { kind: 'call' }, { kind: 'create' });
    for (const lang of ['zh-CN', 'en'] as const) {
      const said = await tell(odd, lang);
      expect(whole(said), said).toBe(true);
    }
  });

  it('as the template ships them', async () => {
    const folder = join(import.meta.dirname, '../../../../workflows/standard');
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.rule.json'))) {
      const shipped = JSON.parse(readFileSync(join(folder, name), 'utf8')) as RuleDef;
      expect(whole(await tell(shipped, 'en')), name).toBe(true);
      // Nothing of what is shipped needs to be written as JSON.
      for (const step of shipped.actions) expect(restOf(step), name).toEqual({});
    }
  });
});

describe('a step can name', () => {
  const given = rule({ kind: 'create', object: 'person', as: 'made' }, { kind: 'branch', then: [{ kind: 'http', as: 'answer' }, { kind: 'each', of: 'lines', do: [set] }] }, set);

  it('what was made before it, and the record outside a loop', () => {
    expect(standingAt(catalog, given, '0')).toEqual({ object: 'job' });
    expect(standingAt(catalog, given, '1/then/1/do/0')).toEqual({ object: 'line', names: { made: 'person', answer: undefined, parent: 'job' } });
    expect(standingAt(catalog, given, '2')).toEqual({ object: 'job', names: { made: 'person' } });
  });

  it('records through it', () => {
    const inner = standingAt(catalog, given, '1/then/1/do/0');
    expect(['$parent', '$parent.buyer', '$made', 'text', '$answer', '$nobody.x'].map((ref) => objectAt(catalog, inner, ref))).toEqual(['job', 'person', 'person', undefined, undefined, undefined]);
    expect(behind(begin(base), { kind: 'create', object: 'line' })).toEqual({ object: 'job' });
  });
});
