/** The studio: an administrator changes the catalog here, and sees the real thing change. */
import { Drawer } from 'antd';
import { useState } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { useCatalog } from '@/api';
import { Empty, useNarrow } from '@/ui';
import { ApprovalEditor } from './approvals/Editor';
import { ApprovalList } from './approvals/List';
import { Bar, type PanelName } from './Bar';
import { WorkingCalendar } from './calendar';
import { Checks } from './checks';
import { Functions } from './code/Functions';
import { FormDesigner } from './form/Designer';
import { useT } from './locale';
import { objectKeys } from './model/files';
import { Gone } from './parts/Gone';
import { Panel } from './panels/Panel';
import { PipelineDesigner } from './pipeline/Designer';
import { NavEditor } from './object/Nav';
import { NewObject } from './object/New';
import { Roles } from './roles';
import { RuleEditor } from './rules/Editor';
import { RuleList } from './rules/List';
import { Secrets } from './secrets';
import { useStudio } from './state/context';
import { DraftCatalog, StudioProvider } from './state/Provider';
import { Tree } from './Tree';
import { Versions } from './versions';
import { Views } from './views';
import { WebformEditor } from './webforms/Editor';
import { WebformList } from './webforms/List';
import './studio.css';

export default function Studio() {
  const t = useT();
  const { can } = useCatalog();
  if (!can.catalog) return <Empty title={t('notYours')} hint={t('notYoursHint')} />;
  return <StudioProvider><Frame /></StudioProvider>;
}

function Frame() {
  const t = useT();
  const studio = useStudio();
  const narrow = useNarrow(1023);
  const [panel, setPanel] = useState<PanelName>();
  const [menu, setMenu] = useState(false);
  return (
    <div className="s-studio">
      <Bar onPanel={(name) => setPanel((open) => (open === name ? undefined : name))} onMenu={() => setMenu(true)} />
      <div className="s-panes">
        {!narrow && <Tree />}
        {narrow && <Drawer placement="left" open={menu} onClose={() => setMenu(false)} size={280} title={t('tree')} styles={{ body: { padding: 0 } }}><Tree onChoose={() => setMenu(false)} /></Drawer>}
        {/* Versions speak of what is published, everything else of the draft. */}
        <Routes>
          <Route path="versions" element={<Versions />} />
          <Route path="*" element={<DraftCatalog studio={studio}><Pages /></DraftCatalog>} />
        </Routes>
        {panel && <Panel name={panel} onName={setPanel} onClose={() => setPanel(undefined)} />}
      </div>
    </div>
  );
}

function Pages() {
  const { files } = useStudio();
  const first = objectKeys(files)[0];
  return (
    <Routes>
      <Route index element={first ? <Navigate to={`${first}/fields`} replace /> : <Gone />} />
      <Route path="new" element={<NewObject />} />
      <Route path="nav" element={<NavEditor />} />
      <Route path="roles/:role?" element={<Roles />} />
      <Route path=":object/views" element={<Views />} />
      <Route path="calendar" element={<WorkingCalendar />} />
      <Route path="secrets" element={<Secrets />} />
      <Route path="scripts/:file?" element={<Functions />} />
      <Route path=":object/checks" element={<Checks />} />
      <Route path=":object/fields" element={<FormDesigner />} />
      <Route path=":object/pipelines/:pipeline?" element={<PipelineDesigner />} />
      <Route path=":object/rules" element={<RuleList />} />
      <Route path=":object/rules/:rule" element={<RuleEditor />} />
      <Route path=":object/approvals" element={<ApprovalList />} />
      <Route path=":object/approvals/:approval" element={<ApprovalEditor />} />
      <Route path=":object/forms" element={<WebformList />} />
      <Route path=":object/forms/:form" element={<WebformEditor />} />
      <Route path="*" element={<Gone />} />
    </Routes>
  );
}
