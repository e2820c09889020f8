/** The way from a screen to the place in the studio that makes it: entries for a screen's menu. Knows no object by name. */
import { GitBranch, LayoutList, PencilRuler } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useCatalog, type CatalogObject } from '@/api';
import { useT } from './locale';
import { has } from './modules';

type Part = 'fields' | 'pipelines' | 'views';

/** Nothing for those who may not change the catalog. */
export function useEditThis(object: CatalogObject, ...parts: Part[]) {
  const t = useT();
  const go = useNavigate();
  const { can } = useCatalog();
  if (!can.catalog || !has('studio')) return [];
  const all = {
    fields: { label: t('editFields'), icon: <PencilRuler size={14} /> },
    pipelines: { label: t('editPipeline'), icon: <GitBranch size={14} /> },
    views: { label: t('editViews'), icon: <LayoutList size={14} /> },
  };
  return parts
    .filter((part) => part !== 'pipelines' || object.pipelines.length > 0)
    .map((part) => ({ key: `studio.${part}`, ...all[part], onClick: () => void go(`/studio/${object.key}/${part}`) }));
}
