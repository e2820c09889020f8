/** The records that point at this one, as a small list, with a way to add one. */
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { Link } from 'react-router';
import { useCatalog, useRecords, type CatalogObject, type RecordData, type Refs, type Relation } from '@/api';
import { alignOf, FieldDisplay, remember } from '@/fields';
import { useLabel } from '@/i18n';
import { useShell } from '@/shell/context';
import { Bones, Empty, Failure, NamedIcon } from '@/ui';
import { useT } from '../locale';
import { fieldsFor, resolve, targetText, usualColumns, type Target } from '../paths';
import { titleOf } from '../sections';

interface Props {
  object: CatalogObject;
  record: RecordData;
  relationKey: string;
}

export function RelatedList({ object, record, relationKey }: Props) {
  const catalog = useCatalog();
  const relation = object.relations.find((one) => one.key === relationKey);
  const child = catalog.objects[relation?.object ?? ''];
  if (!relation || !child) return null;
  const named = object.layout.related?.find((one) => one.relation === relationKey)?.columns ?? [];
  const paths = named.length > 0 ? named : usualColumns(child).slice(0, 5);
  const targets = paths.map((path) => resolve(catalog, child, path)).filter((one) => one !== undefined);
  return <Inside object={object} record={record} relation={relation} child={child} targets={targets} />;
}

function Inside({ object, record, relation, child, targets }: { object: CatalogObject; record: RecordData; relation: Relation; child: CatalogObject; targets: Target[] }) {
  const t = useT();
  const label = useLabel();
  const shell = useShell();
  const query = useRecords(child.key, {
    filter: { field: relation.via, op: 'is', value: record.id }, fields: fieldsFor(child, targets.map((one) => one.path)), sort: '-created_at', limit: 50,
  });
  const create = () => {
    remember(object.key, [{ id: record.id, title: titleOf(object, record) }]);
    shell.create({ object: child.key, values: { [relation.via]: record.id }, onCreated: () => void query.refetch() });
  };
  const add = child.can.create && <Button size="small" icon={<Plus size={14} aria-hidden />} onClick={create}>{t('addOne', { object: label(child.label) })}</Button>;
  const { data, error } = query;
  if (error && !data) return <Failure error={error} retry={() => void query.refetch()} />;
  if (!data || query.isPlaceholderData) return <Bones lines={4} />;
  const records = data.pages.flatMap((page) => page.records);
  if (records.length === 0) return <Empty icon={<NamedIcon name={child.icon} size={28} />} title={t('noRelated', { object: label(relation.label) })}>{add}</Empty>;
  const refs = Object.assign({}, ...data.pages.map((page) => page.refs)) as Refs;
  return (
    <div className="m-related">
      <div className="m-related-head">{add}</div>
      <div className="m-related-scroll" tabIndex={0} role="region" aria-label={label(relation.label)}>
        <table>
          <thead><tr>{targets.map((one) => <th key={one.path} scope="col" className={alignOf(one.field) === 'right' ? 'm-right' : undefined}>{targetText(one, label)}</th>)}</tr></thead>
          <tbody>{records.map((one) => <RelatedRow key={one.id} child={child} record={one} targets={targets} refs={refs} />)}</tbody>
        </table>
      </div>
      {query.hasNextPage && <Button size="small" type="text" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('loadMore')}</Button>}
    </div>
  );
}

/** The first column leads to the record, whatever it shows. */
function RelatedRow({ child, record, targets, refs }: { child: CatalogObject; record: RecordData; targets: Target[]; refs: Refs }) {
  const at = Math.max(0, targets.findIndex((one) => one.path === child.title));
  return (
    <tr data-record={record.id}>
      {targets.map((one, index) => (
        <td key={one.path} className={alignOf(one.field) === 'right' ? 'm-right' : undefined}>
          {index === at && one.path === child.title
            ? <Link to={`/o/${child.key}/${record.id}`} className="m-td-title">{titleOf(child, record)}</Link>
            : index === at
              ? <Link to={`/o/${child.key}/${record.id}`} className="m-td-title" aria-label={titleOf(child, record)}><FieldText field={one} record={record} refs={refs} /></Link>
              : <FieldDisplay field={one.field} value={record[one.path]} refs={refs} tight />}
        </td>
      ))}
    </tr>
  );
}

function FieldText({ field, record, refs }: { field: Target; record: RecordData; refs: Refs }) {
  return <FieldDisplay field={field.field} value={record[field.path]} refs={refs} tight />;
}
