/** Steps of rules wherever they stand: edits do what they say, and leave everything else as it was written. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ActionDef, RuleDef } from '@/api';
import { allSpots, allSteps, amendStep, insertStep, isWithin, moveStep, nextSpot, pathIn, pathOfPointer, removeStep, spotOf, stepAt } from './steps';

const text = `{
  "key": "hand", "later": {"kept": [1]}, "label": {"zh-CN": "手写", "en": "By hand"}, "object": "x",
  "actions": [
    {"name": "第一步", "kind": "set", "values": {"b": 1, "a": {"ref": "$parent.z"}}},
    {"else": [{"kind": "stop"}], "kind": "branch", "mystery": true, "if": {"field": "a", "op": "is", "value": 1}, "then": [
      {"do": [{"kind": "future", "then": [{"kind": "set"}]}, {"kind": "stop"}], "of": "lines", "kind": "each", "limit": 5},
      {"kind": "wait", "for_condition": {"field": "a", "op": "empty"}, "timeout": "7d", "else": [{"kind": "notify", "to": []}]}
    ]},
    {"kind": "call", "rule": "other"}
  ],
  "trigger": {"kind": "moon", "phase": "full"}
}`;
const hand = () => JSON.parse(text) as RuleDef;
const kinds = (rule: RuleDef) => allSteps(rule).map(({ path, step }) => `${path} ${step.kind}`);

const folder = join(import.meta.dirname, '../../../../workflows/standard');
const shipped = readdirSync(folder).filter((name) => name.endsWith('.rule.json')).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as RuleDef);
const rules = [hand(), ...shipped];

describe('steps', () => {
  it('are found wherever they stand', () => {
    expect(kinds(hand())).toEqual([
      '0 set', '1 branch', '1/then/0 each', '1/then/0/do/0 future', '1/then/0/do/1 stop', '1/then/1 wait', '1/then/1/else/0 notify', '1/else/0 stop', '2 call',
    ]);
    for (const path of ['3', '0/then/0', '1/do/0', 'x', '1/then', '1/mystery/0']) expect(stepAt(hand(), path)).toBeUndefined();
    expect(stepAt(hand(), '1/then/0/do/0')?.kind).toBe('future');
  });

  it('are what pointers lead into', () => {
    expect(pathOfPointer(hand(), '/actions/1/then/0/do/1/values/x')).toBe('1/then/0/do/1');
    expect(pathOfPointer(hand(), '/actions/0/values/then/0')).toBe('0');
    expect(pathOfPointer(hand(), '/actions/1/if/and/0')).toBe('1');
    expect(pathOfPointer(hand(), '/trigger')).toBeUndefined();
  });

  it('are put in and taken out again, anywhere, and the file is as it was, to the letter', () => {
    const fresh: ActionDef = { kind: 'stop' };
    for (const rule of rules) {
      const before = JSON.stringify(rule);
      for (const spot of allSpots(rule)) {
        const with_ = insertStep(rule, spot, fresh);
        expect(stepAt(with_, pathIn(spot))).toBe(fresh);
        expect(JSON.stringify(removeStep(with_, pathIn(spot)))).toBe(before);
      }
      expect(JSON.stringify(rule)).toBe(before);
    }
  });

  it('are moved anywhere and back', () => {
    const rule = hand();
    for (const { path, step } of allSteps(rule)) {
      for (const to of allSpots(rule).filter((spot) => !isWithin(spot, path))) {
        const moved = moveStep(rule, path, to);
        expect(stepAt(moved.rule, moved.path)).toEqual(step);
        expect(allSteps(moved.rule)).toHaveLength(allSteps(rule).length);
      }
      expect(moveStep(rule, path, { list: `${path}/then`, index: 0 }).rule).toBe(rule);
    }
    const out = moveStep(rule, '0', { list: '1/then/0/do', index: 1 });
    expect(out.path).toBe('0/then/0/do/1');
    expect(kinds(moveStep(out.rule, out.path, { list: '', index: 0 }).rule)).toEqual(kinds(rule));
  });

  it('go one on and one back by keyboard, through every list', () => {
    let rule = hand();
    let path = '0';
    const seen = [path];
    for (let next = nextSpot(rule, path, 1); next; next = nextSpot(rule, path, 1)) {
      ({ rule, path } = moveStep(rule, path, next));
      seen.push(path);
    }
    expect(seen).toEqual([
      '0', '0/then/0', '0/then/0/do/0', '0/then/0/do/1', '0/then/0/do/2', '0/then/1', '0/then/1/else/0', '0/then/1/else/1', '0/then/2', '0/else/0', '0/else/1', '1', '2',
    ]);
    for (let next = nextSpot(rule, path, -1); next; next = nextSpot(rule, path, -1)) ({ rule, path } = moveStep(rule, path, next));
    expect(JSON.stringify(rule)).toBe(JSON.stringify(hand()));
  });

  it('keep what they do not know, and the order of members', () => {
    const rule = amendStep(hand(), '1/then/0', { limit: 9 });
    expect(JSON.stringify(rule)).toBe(JSON.stringify(hand()).replace('"limit":5', '"limit":9'));
    expect(JSON.stringify(amendStep(rule, '1/then/0', { limit: 5 }))).toBe(JSON.stringify(hand()));
  });

  it('leave no empty list that may be left out', () => {
    const rule = removeStep(hand(), '1/else/0');
    expect(stepAt(rule, '1')).not.toHaveProperty('else');
    expect(stepAt(removeStep(rule, '1/then/1/else/0'), '1/then/1')).not.toHaveProperty('else');
    expect(stepAt(removeStep(removeStep(rule, '1/then/1'), '1/then/0'), '1')?.then).toEqual([]);
  });

  it('say where they stand', () => expect([spotOf('3'), spotOf('1/then/0')]).toEqual([{ list: '', index: 3 }, { list: '1/then', index: 0 }]));
});
