/** A formula in words, and what each thing it reads was when it was computed: the same record, so the same values. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { keys, listRecords, useCatalog, type Field, type RecordData } from '@/api';
import { FieldDisplay, isEmpty } from '@/fields';
import { resolvePath } from '@/filter';
import { useLabel, useLanguage } from '@/i18n';
import { fieldsByKey } from '@/api';
import { InStudio, type WhyProps } from './Answer';
import { useT, type WhyWord } from './locale';
import { sayScript } from './script';

/** What a formula sees of a stage beside its key. */
const STAGE_PARTS = ['probability', 'status', 'label', 'key'];

export function Formula(props: WhyProps) {
  const t = useT();
  const { object, field, detail } = props;
  const { text, reads, nameOf } = useScript(props);
  const linked = useLinked(object.key, detail.record.id, reads);
  return (
    <>
      <strong>{t('formula')}</strong>
      <div className="m-why-script">{text}</div>
      <dl className="m-why-values" aria-label={t('reads')}>
        {reads.map((path) => <div key={path}><dt>{nameOf(path)}</dt><dd><Read {...props} path={path} linked={linked} /></dd></div>)}
        <div className="m-why-result"><dt>{t('result')}</dt><dd><Shown field={field} value={detail.record[field.key]} detail={detail} /></dd></div>
      </dl>
      <InStudio to={`/studio/${object.key}/fields?at=field:${field.key}`} />
    </>
  );
}

function useScript({ object, field }: WhyProps) {
  const t = useT();
  const label = useLabel();
  const lang = useLanguage();
  const catalog = useCatalog();
  return useMemo(() => {
    const fields = fieldsByKey(object);
    const nameOf = (path: string): string | undefined => {
      const [head = '', part, ...more] = path.split('.');
      const owner = fields[head];
      if (!owner || more.length > 0) return undefined;
      if (!part) return label(owner.label);
      if (owner.pipeline) return STAGE_PARTS.includes(part) ? t('of', { owner: label(owner.label), part: t(`stage.${part}` as WhyWord) }) : undefined;
      const found = resolvePath(catalog, object.key, path, label);
      return found && t('of', { owner: label(owner.label), part: label(found.field.label) });
    };
    const signs: Record<string, string> = { '*': t('times'), '/': t('divided'), '??': t('ifEmpty'), '&&': t('and'), '||': t('or'), '==': '=', '!=': '≠', '>=': '≥', '<=': '≤' };
    return { ...sayScript(field.script ?? '', { name: nameOf, word: (sign) => signs[sign] }), nameOf };
  }, [object, field, label, lang, catalog, t]);
}

/** Values of the records it links to, of the paths that need them. */
function useLinked(object: string, id: string, reads: string[]): RecordData | undefined {
  const fields = useCatalog().objects[object]?.fields ?? [];
  const paths = reads.filter((path) => path.includes('.') && !fields.find((field) => field.key === path.split('.')[0])?.pipeline);
  const { data } = useQuery({
    queryKey: [...keys.record(object, id), 'linked', paths],
    queryFn: () => listRecords(object, { filter: { field: 'id', op: 'is', value: id }, fields: paths, limit: 1 }),
    enabled: paths.length > 0,
  });
  return data?.records[0];
}

function Read({ object, detail, path, linked }: WhyProps & { path: string; linked?: RecordData }) {
  const catalog = useCatalog();
  const label = useLabel();
  const [head = '', part] = path.split('.');
  const field = fieldsByKey(object)[head];
  if (field?.pipeline && part) {
    const stage = object.pipelines.find((one) => one.key === field.pipeline)?.stages.find((one) => one.key === detail.record[head]);
    const value = part === 'label' ? label(stage?.label) : stage?.[part as 'probability' | 'status' | 'key'];
    return <span className="m-num">{value === undefined ? '—' : part === 'probability' ? `${value}` : String(value)}</span>;
  }
  const found = part ? resolvePath(catalog, object.key, path, label)?.field : field;
  return found ? <Shown field={found} value={part ? linked?.[path] : detail.record[head]} detail={detail} /> : null;
}

function Shown({ field, value, detail }: { field: Field; value: unknown; detail: WhyProps['detail'] }) {
  return isEmpty(value) ? <span className="m-faint">—</span> : <FieldDisplay field={field} value={value} refs={detail.refs} tight />;
}
