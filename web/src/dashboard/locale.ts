/** Words of the dashboards. */
import { locale } from '@/i18n';

export const words = locale('dashboard', {
  missing: '没有这个看板', missingHint: '它可能已被改名或移除。', none: '没有符合条件的记录', noneHint: '有了符合这张卡片条件的记录，这里会自己画出来。',
  share: '{{part}} / {{whole}}', conversion: '转化 {{rate}}', total: '合计 {{value}}', blank: '（空）', count: '{{n}} 条',
  asTable: '以表格查看', asChart: '以图形查看', group: '分组', value: '数值', rank: '名次', edit: '编辑',
}, {
  missing: 'There is no such dashboard', missingHint: 'It may have been renamed or removed.', none: 'No records meet the conditions', noneHint: 'Once there are some, this card draws itself.',
  share: '{{part}} of {{whole}}', conversion: '{{rate}} go on', total: 'Total {{value}}', blank: '(empty)', count: '{{n}} records', count_one: '{{n}} record',
  asTable: 'View as a table', asChart: 'View as a chart', group: 'Group', value: 'Value', rank: 'Rank', edit: 'Edit',
});

export const useT = words.useT;
