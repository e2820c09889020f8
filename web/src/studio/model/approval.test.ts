/** Edits of approvals: they do what they say, and a file written by hand loses nothing. */
import { describe, expect, it } from 'vitest';
import type { ApprovalDef } from '@/api';
import { placeOf } from '../problems';
import { addStep, amendApproval, amendStep, createApproval, moveStep, removeStep, setWrites, shiftStep } from './approval';
import { fileChanges } from './diff';
import { approvalsOf, type Files } from './files';

const label = (text: string) => ({ 'zh-CN': text, en: text });
const PATH = 'workflows/a.approval.json';
const written = {
  key: 'a', label: label('A'), object: 'thing', where: { field: 'sum', op: '>', value: 1 }, later: { kept: true },
  steps: [
    { key: 'one', label: label('One'), who: ['owner.manager', { role: 'boss', hint: 'kept' }], mode: 'any', note: 'kept' },
    { key: 'two', label: label('Two'), who: [{ user: 'a@b.c' }], timeout: '2d' },
    { key: 'three', label: label('Three'), who: ['owner'] },
  ],
  set: { approved: { state: 'ok', on: { today: true } }, future: { x: 1 } },
};
const files: Files = { [PATH]: written, 'forms/thing/object.json': { key: 'thing', label: label('Thing'), fields: [] } };
const def = (now: Files) => now[PATH] as ApprovalDef;
const order = (now: Files) => def(now).steps.map(({ key }) => key);

describe('approvals', () => {
  it('are found by their object', () => {
    expect(approvalsOf(files, 'thing').map(({ path }) => path)).toEqual([PATH]);
    expect(approvalsOf(files, 'other')).toEqual([]);
  });

  it('are made with one step, under a key of their own', () => {
    const made = createApproval(files, 'thing', 'a', label('New'), { key: 's', label: label('S'), who: ['owner'] });
    expect(made.key).toBe('a_2');
    expect(made.files['workflows/a_2.approval.json']).toEqual({ key: 'a_2', label: label('New'), object: 'thing', steps: [{ key: 's', label: label('S'), who: ['owner'] }] });
  });

  it('keep what no form knows', () => {
    const edited = amendStep(amendApproval(files, PATH, { by_rules: true }), PATH, 'two', { on_timeout: 'escalate' });
    expect(edited[PATH]).toEqual({ ...written, by_rules: true, steps: [written.steps[0], { ...written.steps[1], on_timeout: 'escalate' }, written.steps[2]] });
    const back = amendStep(amendApproval(edited, PATH, { by_rules: undefined }), PATH, 'two', { on_timeout: undefined });
    expect(back[PATH]).toEqual(written);
  });

  it('have their steps put in order', () => {
    expect(order(moveStep(files, PATH, 'three', 'one'))).toEqual(['three', 'one', 'two']);
    expect(order(moveStep(files, PATH, 'one', undefined))).toEqual(['two', 'three', 'one']);
    expect(order(shiftStep(files, PATH, 'one', 1))).toEqual(['two', 'one', 'three']);
    expect(order(shiftStep(files, PATH, 'one', -1))).toEqual(['one', 'two', 'three']);
    expect(order(removeStep(files, PATH, 'two'))).toEqual(['one', 'three']);
    expect(order(addStep(files, PATH, { key: 'four', label: label('Four'), who: [] })).at(-1)).toBe('four');
  });

  it('write what an outcome writes, and nothing where it writes nothing', () => {
    expect(def(setWrites(files, PATH, 'rejected', { state: 'no' })).set).toEqual({ ...written.set, rejected: { state: 'no' } });
    const none = setWrites({ ...files, [PATH]: { ...written, set: { approved: { state: 'ok' } } } }, PATH, 'approved', {});
    expect('set' in def(none)).toBe(false);
  });

  it('show their problems where they are, and what was changed', () => {
    const at = (pointer: string) => placeOf(files, { file: PATH, pointer });
    expect(at('/steps/1/who/0/user')).toEqual({ to: '/studio/thing/approvals/a', at: 'step:two' });
    expect(at('/set/approved/on')?.at).toBe('outcome:approved');
    expect(at('/where')?.at).toBe('submit');
    expect(at('/steps')?.at).toBeUndefined();
    const [changed] = fileChanges(files, shiftStep(amendStep(files, PATH, 'two', { timeout: '3d' }), PATH, 'one', 1));
    expect(changed?.items.map(({ noun, verb, what, at: place }) => [noun, verb, what, place])).toEqual([['step', 'changed', ['timeout'], 'step:two'], ['steps', 'moved', [], undefined]]);
  });
});
