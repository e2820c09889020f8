/** Brings a sheet of records in: file, columns, rehearsal, run. Everything chosen is kept by the engine, so a reload loses nothing. Knows no object by name. */
import { Button } from 'antd';
import { Import } from 'lucide-react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { isApiError, useCatalog, useImport, useObject, type CatalogObject } from '@/api';
import { useLabel } from '@/i18n';
import { Bones, Empty, Failure, PageHead } from '@/ui';
import { useT as useCommon } from '@/ui/locale';
import { useT } from './locale';
import { Mapping } from './Mapping';
import { Run } from './Run';
import { Upload } from './Upload';
import './import.css';

export default function ImportPage() {
  const { object: key } = useParams();
  const t = useT();
  const common = useCommon();
  const label = useLabel();
  const object = useObject(key);
  const [params] = useSearchParams();
  const go = useNavigate();
  if (!object) return <Empty title={common('missing')} hint={common('missingHint')} />;
  const name = label(object.plural ?? object.label);
  if (!object.can.import) return <Empty icon={<Import size={32} />} title={t('notAllowed', { object: name })} hint={t('notAllowedHint')} />;
  const id = params.get('id') ?? undefined;
  return (
    <div className="i-page">
      <PageHead title={t('title', { object: name })} icon={<Import size={18} strokeWidth={1.75} aria-hidden />} extra={<Button type="text" onClick={() => void go(`/o/${object.key}`)}>{t('toList')}</Button>} />
      {id ? <Under key={id} id={id} /> : <Upload object={object} onDone={(made) => void go(`/import/${object.key}?id=${made}`)} />}
    </div>
  );
}

/** An import that has begun; its own object counts, whatever the address says. */
function Under({ id }: { id: string }) {
  const t = useT();
  const go = useNavigate();
  const { objects } = useCatalog();
  const { data: state, error, refetch } = useImport(id);
  const object: CatalogObject | undefined = objects[state?.object ?? ''];
  const { object: key } = useParams();
  if (isApiError(error) && error.status === 404) {
    return <Empty icon={<Import size={32} />} title={t('gone')} hint={t('goneHint')}><Button type="primary" onClick={() => void go(`/import/${key}`)}>{t('restart')}</Button></Empty>;
  }
  if (error && !state) return <Failure error={error} retry={() => void refetch()} />;
  if (!state || !object) return <Bones lines={12} />;
  return state.state === 'mapping' ? <Mapping object={object} state={state} /> : <Run object={object} state={state} />;
}
