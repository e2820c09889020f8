/** Where in the studio a problem of the check is: the page, and the part of it. Pure but for two hooks. */
import { useMemo } from 'react';
import { useLocation } from 'react-router';
import type { ApprovalDef, FormDef, LayoutDef, ObjectDef, PipelineDef, PoolDef, Problem, RolesDef, RuleDef, ViewsDef } from '@/api';
import { objectOf, paths, type Files } from './model/files';
import { pathOfPointer } from './model/steps';
import { useStudio } from './state/context';

export interface Place {
  to: string;
  at?: string;
}

export function placeOf(files: Files, problem: Pick<Problem, 'file' | 'pointer'>): Place | undefined {
  const file = files[problem.file];
  const parts = (problem.pointer ?? '').split('/').slice(1);
  const number = Number(parts[1]);
  const forms = /^forms\/([^/]+)\/(object|layout|views)\.json$/.exec(problem.file);
  if (forms) {
    const [, object = '', kind] = forms;
    if (kind === 'views') return { to: `/studio/${object}/views`, at: keyed('view', (file as ViewsDef | undefined)?.views?.[number]?.key) };
    const listed = { checks: 'check', duplicates: 'duplicate' }[kind === 'object' ? (parts[0] ?? '') : ''];
    if (listed) return { to: `/studio/${object}/checks`, at: parts[1] === undefined ? undefined : `${listed}:${number}` };
    return { to: `/studio/${object}/fields`, at: kind === 'object' ? inObject(file as ObjectDef, parts, number) : inLayout(file as LayoutDef, parts, number) };
  }
  if (problem.file.endsWith('.pipeline.json')) {
    const def = file as PipelineDef | undefined;
    const stage = parts[0] === 'stages' ? def?.stages?.[number]?.key : undefined;
    return def?.object ? { to: `/studio/${def.object}/pipelines/${def.key}`, at: keyed('stage', stage) } : undefined;
  }
  if (problem.file.endsWith('.rule.json')) {
    const def = file as RuleDef | undefined;
    const path = pathOfPointer(def, problem.pointer ?? '');
    const at = path !== undefined ? `action:${path}` : parts[0] === 'tests' && parts[1] !== undefined ? `test:${number}` : parts[0] === 'where' || parts[0] === 'when' ? 'where' : parts[0] === 'trigger' ? 'trigger' : undefined;
    return def?.object ? { to: `/studio/${def.object}/rules/${def.key}`, at } : undefined;
  }
  if (problem.file.endsWith('.approval.json')) {
    const def = file as ApprovalDef | undefined;
    return def?.object ? { to: `/studio/${def.object}/approvals/${def.key}`, at: inApproval(def, parts, number) } : undefined;
  }
  if (problem.file.endsWith('.form.json')) {
    const def = file as FormDef | undefined;
    const asked = parts[0] === 'fields' ? def?.fields?.[number]?.field : undefined;
    return def?.object ? { to: `/studio/${def.object}/forms/${def.key}`, at: keyed('ask', asked) ?? 'form' } : undefined;
  }
  if (problem.file.endsWith('.pool.json')) {
    const object = (file as PoolDef | undefined)?.object;
    const field = object && objectOf(files, object)?.fields.find((one) => one.type === 'pool' && !one.retired);
    return object ? { to: `/studio/${object}/fields`, at: keyed('field', field ? field.key : undefined) } : undefined;
  }
  const script = /^scripts\/(.+)\.rhai$/.exec(problem.file)?.[1];
  if (script) return { to: `/studio/scripts/${script}` };
  if (problem.file === paths.calendar) return { to: '/studio/calendar', at: parts[0] === 'holidays' ? `holiday:${number}` : undefined };
  if (problem.file === paths.roles) return inRoles(file as RolesDef | undefined, parts, number);
  return problem.file === paths.template ? { to: '/studio/nav' } : undefined;
}

/** What says when an approval may be submitted, a step, or what an outcome writes. */
function inApproval(def: ApprovalDef, parts: string[], number: number): string | undefined {
  if (parts[0] === 'steps') return keyed('step', def.steps?.[number]?.key);
  if (parts[0] === 'set') return keyed('outcome', parts[1]);
  return parts[0] === 'where' || parts[0] === 'unlocked' || parts[0] === 'by_rules' ? 'submit' : undefined;
}

/** The role a problem is in, and the object whose records it is about. */
function inRoles(def: RolesDef | undefined, parts: string[], number: number): Place {
  const role = parts[0] === 'roles' ? def?.roles?.[number]?.key : undefined;
  if (role === undefined) return { to: '/studio/roles' };
  return { to: `/studio/roles/${role}`, at: keyed('grant', parts[2] === 'objects' ? parts[3] : undefined) };
}

const keyed = (kind: string, key: string | undefined) => (key === undefined ? undefined : `${kind}:${key}`);

const inObject = (def: ObjectDef | undefined, parts: string[], number: number) => (parts[0] === 'fields' ? keyed('field', def?.fields?.[number]?.key) : undefined);

function inLayout(def: LayoutDef | undefined, parts: string[], number: number): string | undefined {
  if (parts[0] !== 'sections') return undefined;
  const section = def?.sections?.[number];
  const field = parts[2] === 'fields' ? section?.fields?.[Number(parts[3])]?.field : undefined;
  return keyed('field', field) ?? keyed('section', section?.key);
}

/** Problems of one script, by the file it stands in and the pointer to it. */
export function useScriptProblems(file: string, pointer: string): Problem[] {
  const { problems } = useStudio();
  return useMemo(() => problems.filter((problem) => problem.file === file && problem.pointer === pointer), [problems, file, pointer]);
}

/** Problems of one part of the page one is on. */
export function useProblems(at: string): Problem[] {
  const { files, problems } = useStudio();
  const { pathname } = useLocation();
  return useMemo(() => problems.filter((problem) => {
    const place = placeOf(files, problem);
    return place?.at === at && place.to === pathname;
  }), [files, problems, pathname, at]);
}
