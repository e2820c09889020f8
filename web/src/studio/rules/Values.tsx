/** Which fields get which values: fixed, from another field, a text, an expression, a person or a moment. */
import { Button, Dropdown, Input, Select } from 'antd';
import { Plus, X } from 'lucide-react';
import { useMemo } from 'react';
import { useCatalog, type Field, type RuleDef } from '@/api';
import { FieldEditor, FieldIcon, isEmpty, valueKindOf } from '@/fields';
import { PathSelect, pathsOf, targetOf } from '@/filter';
import { useLabel } from '@/i18n';
import { Part, SpanInput } from '../parts';
import { CodeInput } from '../code';
import { paths } from '../model/files';
import { useScriptProblems } from '../problems';
import { useT } from './locale';
import { namedPaths } from './named';
import type { Standing } from './standing';
import { useStepT } from './words';

type Mode = 'literal' | 'ref' | 'text' | 'script' | 'me' | 'now' | 'ahead';
type Values = Record<string, unknown>;

interface Props {
  rule: RuleDef;
  standing: Standing;
  pointer: string;
  object: string;
  values: Values;
  onChange: (values: Values, tag?: string) => void;
}

export function ValuesEditor({ rule, standing, pointer, object, values, onChange }: Props) {
  const t = useT();
  const label = useLabel();
  const fields = useCatalog().objects[object]?.fields ?? [];
  const settable = fields.filter((field) => !field.computed && (!field.system || field.key === 'owner') && !(field.key in values));
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
              {field && <ModeSelect field={field} value={value} onChange={(next) => onChange({ ...values, [key]: next })} />}
              <button type="button" className="m-icon-button" aria-label={t('removeValue', { name })} title={t('removeValue', { name })} onClick={() => remove(key)}><X size={14} /></button>
            </div>
            {field && <Value rule={rule} standing={standing} pointer={pointer} field={field} name={name} value={value} onChange={(next) => set(key, next)} />}
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
  return (['ref', 'text', 'script', 'me', 'now', 'ahead'] as const).find((mode) => mode in value) ?? 'literal';
}

const FRESH: Record<Mode, unknown> = { literal: null, ref: { ref: 'id' }, text: { text: '' }, script: { script: '' }, me: { me: true }, now: { now: true }, ahead: { ahead: '1d' } };

function ModeSelect({ field, value, onChange }: { field: Field; value: unknown; onChange: (value: unknown) => void }) {
  const t = useT();
  const family = valueKindOf(field).family;
  const modes: Mode[] = [
    'literal', 'ref', ...(family === 'text' ? (['text'] as const) : []), ...(targetOf(field) === 'user' ? (['me'] as const) : []),
    ...(family === 'date' || family === 'datetime' ? (['now', 'ahead'] as const) : []), 'script',
  ];
  const now = modeOf(value);
  const offered = modes.includes(now) ? modes : [...modes, now];
  return <Select<Mode> size="small" variant="filled" aria-label={t('mode')} value={now} popupMatchSelectWidth={false} options={offered.map((mode) => ({ value: mode, label: t(`mode.${mode}`) }))} onChange={(mode) => onChange(FRESH[mode])} />;
}

interface ValueProps {
  rule: RuleDef;
  standing: Standing;
  pointer: string;
  field: Field;
  name: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

function Value({ rule, standing, pointer, field, name, value, onChange }: ValueProps) {
  const t = useT();
  const mode = modeOf(value);
  const given = value as Record<string, string>;
  if (mode === 'literal') return <FieldEditor field={field} value={value ?? null} refs={{}} label={name} onChange={(next) => onChange(isEmpty(next) ? null : next)} />;
  if (mode === 'ref') return <Reference standing={standing} name={name} value={given.ref} onChange={(ref) => onChange({ ref })} />;
  if (mode === 'text') return <Input.TextArea aria-label={name} autoSize={{ minRows: 1, maxRows: 5 }} value={given.text} placeholder={t('textHint', { hole: '{{ … }}' })} onChange={(event) => onChange({ text: event.target.value })} />;
  if (mode === 'script') return <Script rule={rule} standing={standing} pointer={pointer} field={field} name={name} value={given.script ?? ''} onChange={(script) => onChange({ script })} />;
  if (mode === 'ahead') return <SpanInput label={name} value={given.ahead} onChange={(span) => onChange({ ahead: span ?? '0d' })} />;
  return null;
}

function Script({ rule, standing, pointer, field, name, value, onChange }: Omit<ValueProps, 'value' | 'onChange'> & { value: string; onChange: (script: string) => void }) {
  const problems = useScriptProblems(paths.rule(rule.key), `${pointer}/values/${field.key}/script`);
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
