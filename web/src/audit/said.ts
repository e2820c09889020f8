/** What an entry of the audit log holds beside who and what, in words: nothing is shown by the name that programs give it. */
import { words, type useT } from './locale';

type Detail = Record<string, unknown>;
type Translate = ReturnType<typeof useT>;

/** The parts that say something, each with its words. */
export function detailSaid(detail: Detail, t: Translate): string[] {
  const { rows, version, files, removed, step, setting, before, after, to, undone, what: _what, changes: _changes, event: _event, ...rest } = detail;
  return [
    (step === 'begin' || step === 'end') && t(`step.${step}`),
    typeof rows === 'number' && t('rows', { count: rows }),
    typeof version === 'number' && t('version', { version }),
    Array.isArray(files) && t('files', { count: files.length }),
    Array.isArray(to) && t('to_people', { count: to.length }),
    undone !== undefined && t('undone'),
    typeof removed === 'number' && t('removed', { count: removed }),
    ...(typeof setting === 'string' ? settingSaid(setting, before, after, t) : []),
    ...members(rest, t),
  ].filter((one) => typeof one === 'string');
}

/** Which setting, and what of it is otherwise now. */
function settingSaid(setting: string, before: unknown, after: unknown, t: Translate): string[] {
  const [kind = setting, ...name] = setting.split(':');
  const called = [word('setting', kind, t) ?? kind, ...name].join(' ');
  if (isGroup(before) && isGroup(after)) {
    const differing = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
    return [called, ...differing.map((key) => `${word('member', key, t) ?? key} ${value(before[key], t)} → ${value(after[key], t)}`)];
  }
  if (isGroup(before) || isGroup(after)) return [called, t(after === null ? 'value.unset' : 'value.set')];
  return [called, before === undefined ? value(after, t) : `${value(before, t)} → ${value(after, t)}`];
}

/** Each by its words; ids say nothing to anybody. */
function members(detail: Detail, t: Translate): string[] {
  return Object.entries(detail).flatMap(([key, given]) => {
    if (given === null || given === undefined || given === false || given === '' || isId(given)) return [];
    const called = word('member', key, t) ?? key;
    if (given === true) return [called];
    if (key === 'limits' && isGroup(given)) return members(given, t);
    return [typeof given === 'object' && !Array.isArray(given) ? called : `${called} ${value(given, t)}`];
  });
}

function value(given: unknown, t: Translate): string {
  if (given === null || given === undefined) return t('value.none');
  if (typeof given === 'boolean') return t(given ? 'value.true' : 'value.false');
  if (Array.isArray(given)) return given.map((one) => value(one, t)).join(t('value.between'));
  return typeof given === 'string' ? word('value', given, t) ?? given : typeof given === 'number' ? String(given) : JSON.stringify(given);
}

/** The words for a name, where there are some. */
function word(kind: string, name: string, t: Translate): string | undefined {
  const key = `${kind}.${name}`;
  return key in words.zh ? t(key as Parameters<Translate>[0]) : undefined;
}

const isGroup = (given: unknown): given is Detail => typeof given === 'object' && given !== null && !Array.isArray(given);

const isId = (given: unknown) => typeof given === 'string' && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(given);
