/** Tests of rules are edited without losing what no form knows. */
import { describe, expect, it } from 'vitest';
import type { CatalogObject, RuleDef, RuleTest } from '@/api';
import { placeOf } from '../../problems';
import { addGiven, addTest, amendGiven, amendTest, detailOf, freshTest, happeningOf, namedOf, removeTest } from './model';

const label = { 'zh-CN': 'R', en: 'R' };
const object = { key: 'job', fields: [{ key: 'name', required: true }, { key: 'sum' }, { key: 'state', required: true, pipeline: 'flow' }, { key: 'kind', required: true, default: 'a' }, { key: 'owner', required: true, system: true }], pipelines: [{ key: 'flow', stages: [{ key: 'open' }] }] } as unknown as CatalogObject;
const test = { name: 'T', given: { records: [{ object: 'man', as: 'man', values: { a: 1 } }], later: 1 }, when: { update: { sum: 3 } }, then: { fires: true, more: 2 } } as RuleTest;
const rule: RuleDef = { key: 'r', label, object: 'job', trigger: { kind: 'updated' }, actions: [], tests: [test] };

describe('tests of rules', () => {
  it('say what happens, whatever it is', () => {
    expect([happeningOf('press'), happeningOf({ update: {} }), happeningOf({ signal: 1 } as unknown as RuleTest['when'])]).toEqual(['press', 'update', 'signal']);
    expect([detailOf('press'), detailOf({ move: 'open' })]).toEqual([undefined, 'open']);
  });

  it('begin with what sets the rule off, and what has to be said', () => {
    expect(freshTest(rule, object, 'N')).toEqual({ name: 'N', given: { record: { name: null } }, when: { update: {} }, then: { fires: true } });
    expect(freshTest({ ...rule, trigger: { kind: 'created' } }, object, 'N')).toEqual({ name: 'N', when: { create: { name: null } }, then: { fires: true } });
    expect(freshTest({ ...rule, trigger: { kind: 'stage' } }, object, 'N').when).toEqual({ move: 'open' });
    expect(freshTest({ ...rule, trigger: { kind: 'form', form: 'f' } }, object, 'N')).toEqual({ name: 'N', when: { form: {} }, then: { fires: true } });
    expect(freshTest({ ...rule, trigger: { kind: 'button' } }, object, 'N').when).toBe('press');
  });

  it('keep what no form knows', () => {
    const amended = amendTest(rule, 0, amendGiven(test, { record: { name: 'A' } }));
    expect(amended.tests?.[0]).toEqual({ ...test, given: { ...test.given, record: { name: 'A' } } });
    expect(amendTest(amended, 0, amendGiven(amended.tests?.[0] as RuleTest, { record: {} }))).toEqual(rule);
  });

  it('are added and removed; none leave no trace', () => {
    expect(addTest(rule, test).tests).toHaveLength(2);
    expect('tests' in removeTest(rule, 0)).toBe(false);
  });

  it('give records names of their own, to be led to', () => {
    const given = addGiven(test, { ...object, key: 'man' }).given?.records;
    expect(given?.[1]).toEqual({ object: 'man', as: 'man_2', values: { name: null } });
    expect(namedOf(test, 'man')).toEqual(['man']);
    expect(namedOf(test, 'job')).toEqual([]);
  });

  it('show what went wrong where it is', () => expect(placeOf({ 'workflows/r.rule.json': rule }, { file: 'workflows/r.rule.json', pointer: '/tests/0/then/fires' })).toEqual({ to: '/studio/job/rules/r', at: 'test:0' }));
});
