/** A form that anybody may fill in, at its address: nobody signs in, and nothing but the form is known here. */
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { ConfigProvider, Segmented } from 'antd';
import { CircleCheck } from 'lucide-react';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { getOpenForm, isApiError, keys, type Lang, type OpenForm } from '@/api';
import { followBrowser, languageNames, languages, switchLanguage, useLabel, useLanguage } from '@/i18n';
import { testids } from '@/testids';
import { Bones, Empty, Failure } from '@/ui';
import { FillIn } from './FillIn';
import { aroundIt } from './fields';
import { useT } from './locale';
import './webforms.css';

export default function OpenFormPage() {
  const t = useT();
  const [, , workspace = '', token = ''] = useLocation().pathname.split('/');
  useEffect(() => {
    followBrowser().catch(console.error);
  }, []);
  const { data, error, refetch } = useQuery({ queryKey: ['open-form', workspace, token], queryFn: () => getOpenForm(workspace, token), staleTime: Infinity });
  if (isApiError(error, 'not_found')) return <Around><Empty title={t('gone')} hint={t('goneHint')} /></Around>;
  if (error && !data) return <Around><Failure error={error} retry={() => void refetch()} /></Around>;
  return <Around>{data ? <Form form={data} workspace={workspace} token={token} /> : <Bones lines={8} />}</Around>;
}

function Form({ form, workspace, token }: { form: OpenForm; workspace: string; token: string }) {
  const t = useT();
  const label = useLabel();
  const [done, setDone] = useState(false);
  const title = label(form.title);
  useEffect(() => {
    document.title = title;
  }, [title]);
  // Inputs look for the catalog around them: here it is what the form tells, kept apart from that of whoever is signed in.
  const client = useMemo(() => {
    const own = new QueryClient();
    own.setQueryData(keys.catalog, aroundIt(form));
    return own;
  }, [form]);
  if (done) {
    return (
      <div className="m-openform-done" role="status" data-testid={testids.openFormDone}>
        <CircleCheck size={40} strokeWidth={1.5} aria-hidden />
        <p>{label(form.thanks) || t('thanks')}</p>
      </div>
    );
  }
  return (
    <QueryClientProvider client={client}>
      <h1>{title}</h1>
      {form.intro && <p className="m-openform-intro">{label(form.intro)}</p>}
      {/* As large as fingers. */}
      <ConfigProvider componentSize="large">
        <FillIn form={form} workspace={workspace} token={token} onDone={() => setDone(true)} />
      </ConfigProvider>
    </QueryClientProvider>
  );
}

function Around({ children }: { children: ReactNode }) {
  const t = useT();
  const lang = useLanguage();
  return (
    <main className="m-openform">
      <div className="m-openform-sheet">{children}</div>
      <Segmented<Lang> size="small" aria-label={t('languages')} value={lang} onChange={(value) => void switchLanguage(value)}
        options={languages.map((value) => ({ value, label: languageNames[value] }))} />
    </main>
  );
}
