/** Why a value is what it is: the formula with the values it reads, the records a sum is made of, or the rule that wrote it. */
import { Link } from 'react-router';
import { useCatalog, type CatalogObject, type Field, type Origin, type RecordDetail } from '@/api';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { Formula } from './Formula';
import { useT } from './locale';
import { Rollup } from './Rollup';

export interface WhyProps {
  object: CatalogObject;
  field: Field;
  detail: RecordDetail;
  origin?: Origin;
}

export default function Answer(props: WhyProps) {
  if (props.field.type === 'formula') return <Formula {...props} />;
  return props.field.type === 'rollup' ? <Rollup {...props} /> : <ByRule {...props} />;
}

function ByRule({ object, origin }: WhyProps) {
  const t = useT();
  const label = useLabel();
  const format = useFormat();
  if (!origin) return null;
  const { rule = '', label: name } = origin.cause;
  return (
    <>
      <strong>{t('byRule', { label: label(name) || rule })}</strong>
      <time className="m-soft" dateTime={origin.at} title={format.dateTime(origin.at)}>{format.when(origin.at)} · {format.dateTime(origin.at)}</time>
      <InStudio to={`/studio/${object.key}/rules/${rule}`} />
    </>
  );
}

export function InStudio({ to }: { to: string }) {
  const t = useT();
  const { can } = useCatalog();
  return can.catalog ? <Link className="m-why-edit" to={to}>{t('edit')}</Link> : null;
}
