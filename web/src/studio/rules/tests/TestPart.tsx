/** One test as a form: what is given, what happens, and what must have come of it, with what did not right where it is said. */
import { Button, Checkbox, DatePicker, Dropdown, Input, InputNumber, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { ArrowLeft, Plus, Trash2, X } from 'lucide-react';
import { useCatalog, type RuleDef, type RuleTest } from '@/api';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { editSteps } from '../../model/steps';
import { Part, Setting } from '../../parts';
import { JsonInput } from '../../schema/JsonInput';
import { useSelection, useSelectWhole } from '../../selection';
import { useStudio } from '../../state/context';
import { useT } from './locale';
import { addGiven, amendGiven, amendTest, detailOf, freshHappening, HAPPENINGS, happeningOf, makes, needed, removeTest, type Given, type Values } from './model';
import { RunTests } from './Run';
import { TestValues } from './Values';
import { useTrial, wrongAt } from './useTrial';
import { Wrong } from './Wrong';
import './tests.css';

const WALL = 'YYYY-MM-DDTHH:mm:ss';

interface Props {
  path: string;
  rule: RuleDef;
  at: number;
  test: RuleTest;
}

interface PartProps extends Props {
  change: (changes: Partial<RuleTest>, tag?: string) => void;
  /** What was wrong at a place below the test. */
  wrong: (below: string) => string[];
}

export function TestPart({ path, rule, at, test }: Props) {
  const t = useT();
  const { edit } = useStudio();
  const [, select, fresh] = useSelection();
  const whole = useSelectWhole();
  const { tried, current } = useTrial(rule);
  const change = (changes: Partial<RuleTest>, tag?: string) => edit((files) => editSteps(files, path, (now) => amendTest(now, at, changes)), tag && `${path} test ${at} ${tag}`);
  const wrong = (below: string) => (current ? wrongAt(tried?.problems ?? [], at, test.name, below) : []);
  const remove = () => {
    select(undefined);
    edit((files) => editSteps(files, path, (now) => removeTest(now, at)));
  };
  const shared = { path, rule, at, test, change, wrong };
  return (
    <>
      <Part>
        <button type="button" className="m-plain s-test-back" onClick={whole}><ArrowLeft size={14} aria-hidden /> {t('back')}</button>
        <Setting label={t('name')}>{(id) => <Input id={id} value={test.name} autoFocus={fresh} status={test.name === '' ? 'error' : undefined} onFocus={({ target }) => fresh && target.select()} onChange={({ target }) => change({ name: target.value }, 'name')} />}</Setting>
        <RunTests rule={rule} />
      </Part>
      <GivenPart {...shared} />
      <WhenPart {...shared} />
      <ThenPart {...shared} />
      <Part><Button block danger icon={<Trash2 size={14} aria-hidden />} onClick={remove}>{t('remove')}</Button></Part>
    </>
  );
}

function GivenPart({ rule, test, change, wrong }: PartProps) {
  const t = useT();
  const label = useLabel();
  const { objects } = useCatalog();
  const records = test.given?.records ?? [];
  return (
    <Part title={t('given')}>
      <Wrong messages={[...wrong('/given')]} />
      <Setting label={t('clock')} hint={test.clock ? undefined : t('clockHint')}>{(id) => <Moment id={id} value={test.clock} onChange={(clock) => change({ clock })} />}</Setting>
      <Records name={t('records')} add={t('addRecord')} test={test} records={records}
        onAdd={(key) => objects[key] && change(addGiven(test, objects[key]))} onChange={(next) => change(amendGiven(test, { records: next }), 'given')} />
      {!makes(happeningOf(test.when)) && (
        <Part title={t('record', { object: label(objects[rule.object]?.label) })}>
          <TestValues test={test} object={rule.object} values={test.given?.record ?? {}} none={t('setNothing')} onChange={(record) => change(amendGiven(test, { record }), 'record')} />
        </Part>
      )}
    </Part>
  );
}

function WhenPart({ rule, test, change, wrong }: PartProps) {
  const t = useT();
  const label = useLabel();
  const object = useCatalog().objects[rule.object];
  const kind = happeningOf(test.when);
  const known = HAPPENINGS.find((one) => one === kind);
  const offered = HAPPENINGS.filter((one) => one === kind || ((one !== 'move' || (object?.pipelines.length ?? 0) > 0) && (one !== 'press' || rule.trigger.kind === 'button') && (one !== 'form' || rule.trigger.kind === 'form')));
  const detail = detailOf(test.when);
  const stages = object?.pipelines.flatMap((pipeline) => pipeline.stages.map((stage) => ({ value: stage.key, label: label(stage.label) }))) ?? [];
  const turn = (next: (typeof HAPPENINGS)[number]) => {
    const record = makes(next) ? amendGiven(test, { record: {} }) : test.given?.record ? {} : amendGiven(test, { record: needed(object) });
    change({ ...record, when: freshHappening(next, object) });
  };
  return (
    <Part title={t('when')}>
      <Wrong messages={wrong('/when')} />
      <Setting label={t('happening')}>
        {(id) => <Select id={id} value={known ?? kind} options={[...offered.map((value) => ({ value: value as string, label: t(`when.${value}`) })), ...(known ? [] : [{ value: kind, label: kind }])]} onChange={(next) => turn(next as (typeof HAPPENINGS)[number])} />}
      </Setting>
      {(known === 'create' || known === 'update' || known === 'form') && <TestValues test={test} object={rule.object} values={(detail ?? {}) as Values} none={t('setNothing')} onChange={(values) => change({ when: { [known]: values } as RuleTest['when'] }, 'when')} />}
      {known === 'move' && <Setting label={t('stage')}>{(id) => <Select id={id} value={String(detail)} options={stages} status={stages.some(({ value }) => value === detail) ? undefined : 'error'} onChange={(move: string) => change({ when: { move } })} />}</Setting>}
      {known === 'date' && <Setting label={t('moment')}>{(id) => <Moment id={id} value={String(detail)} onChange={(date) => date && change({ when: { date } })} />}</Setting>}
      {!known && <Setting label={t('other')}>{() => <JsonInput label={t('other')} value={test.when} onChange={(when) => change({ when: when as RuleTest['when'] }, 'when')} />}</Setting>}
    </Part>
  );
}

function ThenPart({ rule, test, change, wrong }: PartProps) {
  const t = useT();
  const label = useLabel();
  const { objects } = useCatalog();
  const { then } = test;
  const put = (changes: Partial<RuleTest['then']>, tag?: string) => {
    const next = Object.entries({ ...then, ...changes }).filter(([, value]) => value !== undefined && !(typeof value === 'object' && value !== null && Object.keys(value).length === 0));
    change({ then: Object.fromEntries(next) as RuleTest['then'] }, tag);
  };
  return (
    <Part title={t('then')}>
      <Wrong messages={wrong('/then/fires')} />
      <Checkbox checked={then.fires !== false} onChange={({ target }) => put({ fires: target.checked })}>{t('fires')}</Checkbox>
      <Part title={t('after', { object: label(objects[rule.object]?.label) })}>
        <TestValues test={test} object={rule.object} computed values={then.record ?? {}} none={t('checkNothing')} wrong={(key) => wrong(`/then/record/${key}`)} onChange={(record) => put({ record }, 'after')} />
      </Part>
      <Records name={t('created')} add={t('addCreated')} test={test} computed records={then.created ?? []} wrong={(at) => wrong(`/then/created/${at}`)}
        onAdd={(object) => put({ created: [...(then.created ?? []), { object, values: {} }] })} onChange={(created) => put({ created }, 'created')} />
      <Setting label={t('notices')}>{(id) => <InputNumber id={id} min={0} max={999} precision={0} placeholder={t('noticesAny')} style={{ width: '100%' }} value={then.notices ?? null} onChange={(notices) => put({ notices: notices ?? undefined }, 'notices')} />}</Setting>
      <Wrong messages={wrong('/then/notices')} />
    </Part>
  );
}

interface RecordsProps {
  name: string;
  add: string;
  test: RuleTest;
  records: Given[];
  computed?: boolean;
  wrong?: (at: number) => string[];
  onAdd: (object: string) => void;
  onChange: (records: Given[]) => void;
}

/** Records of any object, one below the other. */
function Records({ name, add, test, records, computed, wrong, onAdd, onChange }: RecordsProps) {
  const t = useT();
  const label = useLabel();
  const { objects } = useCatalog();
  const items = Object.values(objects).map((object) => ({ key: object.key, label: label(object.label) }));
  return (
    <Part title={name}>
      {records.map((record, at) => {
        const called = `${label(objects[record.object]?.label) || record.object}${record.as ? ` $${record.as}` : ''}`;
        return (
          <div key={at} className="s-value">
            <div className="s-value-head">
              <strong className={objects[record.object] ? 'm-grow' : 'm-grow m-danger'}>{label(objects[record.object]?.label) || record.object}{record.as && <code className="m-faint"> ${record.as}</code>}</strong>
              <button type="button" className="m-icon-button" aria-label={t('removeRecord', { name: called })} title={t('removeRecord', { name: called })} onClick={() => onChange(records.filter((_, index) => index !== at))}><X size={14} /></button>
            </div>
            <TestValues test={test} object={record.object} computed={computed} values={record.values ?? {}} none={t(computed ? 'checkNothing' : 'setNothing')} onChange={(values) => onChange(records.map((one, index) => (index === at ? { ...one, values } : one)))} />
            <Wrong messages={wrong?.(at) ?? []} />
          </div>
        );
      })}
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => onAdd(key), style: { maxHeight: 320, overflowY: 'auto' } }}>
        <Button size="small" type="dashed" block icon={<Plus size={14} aria-hidden />}>{add}</Button>
      </Dropdown>
    </Part>
  );
}

/** An instant, as the clock stands in the workspace's time zone. */
function Moment({ id, value, onChange }: { id: string; value: string | undefined; onChange: (value: string | undefined) => void }) {
  const format = useFormat();
  const shown = value ? dayjs(format.at(value).format(WALL)) : null;
  const change = (next: Dayjs | null) => onChange(next ? dayjs.tz(next.format(WALL), format.timeZone).utc().format(`${WALL}[Z]`) : undefined);
  return <DatePicker id={id} showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" style={{ width: '100%' }} value={shown} onChange={change} />;
}
