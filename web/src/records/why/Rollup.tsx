/** What a rollup is made of: how it measures, and the records it counts, the newest first. */
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useCatalog, useRecords, type Filter } from '@/api';
import { FieldDisplay, isEmpty } from '@/fields';
import { useSayFilter } from '@/filter';
import { useLabel } from '@/i18n';
import { Bones, Failure } from '@/ui';
import { titleOf } from '../sections';
import { InStudio, type WhyProps } from './Answer';
import { useT, type WhyWord } from './locale';

const SHOWN = 6;

export function Rollup({ object, field, detail }: WhyProps) {
  const t = useT();
  const label = useLabel();
  const say = useSayFilter();
  const relation = object.relations.find((one) => one.key === field.relation);
  const child = useCatalog().objects[relation?.object ?? ''];
  const of = child?.fields.find((one) => one.key === field.of);
  const measure = field.measure ?? 'count';
  return (
    <>
      <strong>{t('rollup')}</strong>
      <div className="m-why-script">
        {t(`measure.${measure}` as WhyWord, { relation: label(relation?.label), of: label(of?.label) })}
        {field.where && child && <div className="m-soft">{t('onlyThose', { filter: say(child.key, field.where) })}</div>}
      </div>
      {child && relation && <Members child={child.key} via={relation.via} parent={detail.record.id} where={field.where ?? undefined} of={of?.key} />}
      <dl className="m-why-values"><div className="m-why-result"><dt>{t('result')}</dt><dd><FieldDisplay field={field} value={detail.record[field.key]} refs={detail.refs} tight /></dd></div></dl>
      <InStudio to={`/studio/${object.key}/fields?at=field:${field.key}`} />
    </>
  );
}

interface MemberProps {
  child: string;
  via: string;
  parent: string;
  where?: Filter;
  of?: string;
}

function Members({ child: key, via, parent, where, of }: MemberProps) {
  const t = useT();
  const child = useCatalog().objects[key];
  const params = useMemo(() => {
    const here: Filter = { field: via, op: 'is', value: parent };
    return { filter: where ? { and: [here, where] } : here, sort: '-created_at', fields: [child?.title ?? 'id', ...(of ? [of] : [])], limit: SHOWN, count: true };
  }, [via, parent, where, of, child?.title]);
  const { data, error } = useRecords(key, params, child !== undefined);
  if (error) return <Failure error={error} />;
  if (!data || !child) return <Bones lines={3} />;
  const page = data.pages[0];
  const field = child.fields.find((one) => one.key === of);
  const more = (page?.count?.value ?? 0) - (page?.records.length ?? 0);
  if (!page || page.records.length === 0) return <div className="m-soft">{t('none')}</div>;
  return (
    <ul className="m-why-members">
      {page.records.map((record) => (
        <li key={record.id}>
          <Link className="m-ellipsis" to={`/o/${key}/${record.id}`}>{titleOf(child, record)}</Link>
          {field && !isEmpty(record[field.key]) && <span className="m-num"><FieldDisplay field={field} value={record[field.key]} refs={page.refs} tight /></span>}
        </li>
      ))}
      {more > 0 && <li className="m-faint">{t('more', { count: more })}</li>}
    </ul>
  );
}
