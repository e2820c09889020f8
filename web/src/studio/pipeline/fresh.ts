/** What a new pipeline begins with. */
import type { Label, StageDef } from '@/api';

export const freshStages = (): StageDef[] => [
  { key: 'todo', label: { 'zh-CN': '待开始', en: 'To do' }, colour: 'grey', status: 'open', probability: 10 },
  { key: 'doing', label: { 'zh-CN': '进行中', en: 'In progress' }, colour: 'blue', status: 'open', probability: 50 },
  { key: 'done', label: { 'zh-CN': '已完成', en: 'Done' }, colour: 'green', status: 'won', probability: 100 },
  { key: 'dropped', label: { 'zh-CN': '已放弃', en: 'Dropped' }, colour: 'red', status: 'lost', probability: 0 },
];

export const pipelineLabel = (object: Label): Label => ({ 'zh-CN': `${object['zh-CN']}流程`, en: `${object.en} pipeline` });
