/** Which fields get which values: fixed, from another field, a text, an expression, a person or a moment. */
import { Button, Dropdown, Input, Select } from 'antd';
import { Plus, X } from 'lucide-react';
import { useMemo } from 'react';
import { useCatalog, type Field } from '@/api';
import { FieldEditor, FieldIcon, isEmpty, valueKindOf } from '@/fields';
import { PathSelect, pathsOf, targetOf } from '@/filter';
import { useLabel } from '@/i18n';
import { Part, SpanInput } from '../parts';
import { CodeInput } from '../code';
import { useScriptProblems } from '../problems';
import { useT } from './locale';
import { namedPaths } from './named';
import { BODY, type Standing } from './standing';
import { BodyInput } from './webhook/BodyInput';
import { useStepT } from './words';

type Mode = 'literal' | 'ref' | 'body' | 'text' | 'script' | 'me' | 'now' | 'today' | 'ahead';
type Values = Record<string, unknown>;

/** Where values of a rule may come from. */
const OF_RULES: readonly Mode[] = ['literal', 'ref', 'body', 'text', 'me', 'now', 'ahead', 'script'];
/** Those that ask about the record at hand. */
const OF_RECORDS: readonly Mode[] = ['ref', 'me', 'script'];

interface Props {
  /** In which they are written. */
  file: string;
  standing: Standing;
  pointer: string;
  object: string;
  values: Values;
  /** The schema of what is pushed to the rule. */
  body?: unknown;
  /** There is no record at hand yet. */
  early?: boolean;
  onChange: (values: Values, tag?: string) => void;
  modes?: readonly Mode[];
  /** Whether a record's owner can be one of them. */
  owned?: boolean;
}

export function ValuesEditor({ file, standing, pointer, object, values, body, early = false, onChange, modes = OF_RULES, owned = true }: Props) {
  const t = useT();
  const label = useLabel();
  const fields = useCatalog().objects[object]?.fields ?? [];
  const settable = fields.filter((field) => !field.computed && (!field.system || (owned && field.key === 'owner')) && !(field.key in values));
  const set = (key: string, value: unknown) => onChange({ ...values, [key]: value }, `value ${key}`);
  const remove = (key: string) => onChange(Object.fromEntries(Object.entries(values).filter(([one]) => one !== key)));
  const items = settable.map((field) => ({ key: field.key, label: label(field.label), icon: <FieldIcon field={field} /> }));
  return (
    <Part title={t('values')}>
      {Object.entries(values).map(([key, value]) => {
        const field = fields.find((one) => one.key === key);
        const name = label(field?.label) || key;
        return (
          <div key={key} className="s-value">
            <div className="s-value-head">
              <span className={field ? 'm-grow' : 'm-grow m-danger'}>{name}</span>
              {field && <ModeSelect modes={modes.filter((mode) => (mode === 'body' ? BODY in (standing.names ?? {}) : !early || !OF_RECORDS.includes(mode)))} field={field} value={value} onChange={(next) => onChange({ ...values, [key]: next })} />}
              <button type="button" className="m-icon-button" aria-label={t('removeValue', { name })} title={t('removeValue', { name })} onClick={() => remove(key)}><X size={14} /></button>
            </div>
            {field && <Value file={file} body={body} standing={standing} pointer={pointer} field={field} name={name} value={value} onChange={(next) => set(key, next)} />}
          </div>
        );
      })}
      <Dropdown trigger={['click']} disabled={items.length === 0} menu={{ items, onClick: ({ key }) => set(key, null), style: { maxHeight: 320, overflowY: 'auto' } }}>
        <Button size="small" type="dashed" block icon={<Plus size={14} aria-hidden />}>{t('addValue')}</Button>
      </Dropdown>
    </Part>
  );
}

function modeOf(value: unknown): Mode {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'literal';
  if (isBody((value as { ref?: unknown }).ref)) return 'body';
  return (['ref', 'text', 'script', 'me', 'now', 'today', 'ahead'] as const).find((mode) => mode in value) ?? 'literal';
}

const isBody = (ref: unknown) => ref === `$${BODY}` || String(ref).startsWith(`$${BODY}.`);

const FRESH: Record<Mode, unknown> = { literal: null, ref: { ref: 'id' }, body: { ref: `$${BODY}` }, text: { text: '' }, script: { script: '' }, me: { me: true }, now: { now: true }, today: { today: true }, ahead: { ahead: '1d' } };

function ModeSelect({ modes, field, value, onChange }: { modes: readonly Mode[]; field: Field; value: unknown; onChange: (value: unknown) => void }) {
  const t = useT();
  const now = modeOf(value);
  const fitting = modes.filter((mode) => fits(mode, field, modes));
  const offered = fitting.includes(now) ? fitting : [...fitting, now];
  return <Select<Mode> size="small" variant="filled" aria-label={t('mode')} value={now} popupMatchSelectWidth={false} options={offered.map((mode) => ({ value: mode, label: t(`mode.${mode}`) }))} onChange={(mode) => onChange(FRESH[mode])} />;
}

/** Whether such a value can be one of the field. */
function fits(mode: Mode, field: Field, modes: readonly Mode[]): boolean {
  const { family } = valueKindOf(field);
  if (mode === 'text') return family === 'text';
  if (mode === 'me') return targetOf(field) === 'user';
  if (mode === 'today') return family === 'date';
  if (mode === 'now') return family === 'datetime' || (family === 'date' && !modes.includes('today'));
  return mode !== 'ahead' || family === 'date' || family === 'datetime';
}

interface ValueProps {
  file: string;
  body: unknown;
  standing: Standing;
  pointer: string;
  field: Field;
  name: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

function Value({ file, body, standing, pointer, field, name, value, onChange }: ValueProps) {
  const t = useT();
  const mode = modeOf(value);
  const given = value as Record<string, string>;
  if (mode === 'literal') return <FieldEditor field={field} value={value ?? null} refs={{}} label={name} onChange={(next) => onChange(isEmpty(next) ? null : next)} />;
  if (mode === 'ref') return <Reference standing={standing} name={name} value={given.ref} onChange={(ref) => onChange({ ref })} />;
  if (mode === 'body') return <BodyInput schema={body} label={name} value={given.ref ?? ''} onChange={(ref) => onChange({ ref })} />;
  if (mode === 'text') return <Input.TextArea aria-label={name} autoSize={{ minRows: 1, maxRows: 5 }} value={given.text} placeholder={t('textHint', { hole: '{{ … }}' })} onChange={(event) => onChange({ text: event.target.value })} />;
  if (mode === 'script') return <Script file={file} standing={standing} pointer={pointer} field={field} name={name} value={given.script ?? ''} onChange={(script) => onChange({ script })} />;
  if (mode === 'ahead') return <SpanInput label={name} value={given.ahead} onChange={(span) => onChange({ ahead: span ?? '0d' })} />;
  return null;
}

function Script({ file, standing, pointer, field, name, value, onChange }: Omit<ValueProps, 'value' | 'onChange' | 'body'> & { value: string; onChange: (script: string) => void }) {
  const problems = useScriptProblems(file, `${pointer}/values/${field.key}/script`);
  return <CodeInput label={name} object={standing.object} value={value} problems={problems} onChange={onChange} />;
}

/** A field of the record at hand, the record itself, the one around it, or what an earlier step made. */
function Reference({ standing, name, value, onChange }: { standing: Standing; name: string; value: string | undefined; onChange: (path: string) => void }) {
  const t = useT();
  const label = useLabel();
  const steps = useStepT();
  const catalog = useCatalog();
  const groups = useMemo(() => {
    const made = namedPaths(catalog, standing, label, t, steps);
    const [own, ...rest] = pathsOf(catalog, standing.object, label).filter((group) => !group.counts);
    const self = { path: 'id', label: t('id'), type: '' };
    return [
      { paths: [self, ...(own?.paths ?? []).filter(({ path }) => path !== 'id')] },
      ...made,
      ...rest,
    ];
  }, [catalog, standing, label, t, steps]);
  return <PathSelect object={standing.object} groups={groups} label={name} value={value} onChange={onChange} />;
}
