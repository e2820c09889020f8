/** What stands around everything that is asked before somebody is inside: the brand, the form, the language. */
import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import type { Lang } from '@/api';
import { languageNames, languages, switchLanguage, useLanguage } from '@/i18n';
import './session.css';

export function Frame({ children }: { children: ReactNode }) {
  const lang = useLanguage();
  return (
    <main className="m-entrance">
      <div className="m-entrance-box">
        <div className="m-entrance-brand"><img src="/icon.svg" alt="" width={36} height={36} /><span>Mortise</span><small lang="zh">榫卯</small></div>
        {children}
        <Segmented<Lang> className="m-entrance-lang" size="small" value={lang} onChange={(value) => void switchLanguage(value)}
          options={languages.map((value) => ({ value, label: languageNames[value] }))} />
      </div>
    </main>
  );
}
