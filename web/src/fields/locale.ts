/** Words of the field types, their pickers and the operators of filters. */
import { locale } from '@/i18n';

export const words = locale('fields', {
  sealed: '加密保存', 'type.text': '单行文本', 'type.long_text': '多行文本', 'type.integer': '整数', 'type.decimal': '小数', 'type.money': '金额', 'type.percent': '百分比',
  'type.boolean': '是/否', 'type.date': '日期', 'type.datetime': '日期时间', 'type.select': '单选', 'type.multi_select': '多选', 'type.tags': '标签',
  'type.lookup': '关联', 'type.user': '成员', 'type.phone': '电话', 'type.email': '邮箱', 'type.url': '网址', 'type.rating': '评分',
  'type.auto_number': '自动编号', 'type.stage': '阶段', 'type.pool': '公海', 'type.formula': '公式', 'type.rollup': '汇总', 'type.region': '地区', 'type.file': '附件',
  'op.is': '是', 'op.is_not': '不是', 'op.in': '属于', 'op.not_in': '不属于', 'op.empty': '为空', 'op.not_empty': '不为空', 'op.contains': '包含',
  'op.not_contains': '不包含', 'op.starts_with': '开头是', 'op.ends_with': '结尾是', 'op.>': '大于', 'op.>=': '大于等于', 'op.<': '小于', 'op.<=': '小于等于',
  'op.between': '介于', 'op.before': '早于', 'op.after': '晚于', 'op.on_or_before': '不晚于', 'op.on_or_after': '不早于', 'op.during': '在',
  'op.has': '含有', 'op.has_any': '含任一', 'op.has_all': '含全部', 'op.has_none': '不含', 'op.under': '位于', 'op.status': '状态是',
  yes: '是', no: '否', and: '和', choose: '请选择', typeToSearch: '输入以搜索', nothingFound: '没有找到', createThis: '新建“{{text}}”', createNew: '新建{{object}}',
  me: '我', notVisible: '无权查看', upload: '上传文件', uploading: '正在上传 {{name}}', removeFile: '移除 {{name}}', tooBig: '{{name}} 超过 {{size}} MB',
  stars: '{{count}} 星', noStars: '未评分', district: '区县', from: '从', to: '到', day: '固定日期', ago: '之前', ahead: '之后', relative: '相对今天',
  number: '数量', unit: '单位', 'unit.d': '天', 'unit.w': '周', 'unit.mo': '个月', 'unit.y': '年', 'unit.h': '小时', 'unit.m': '分钟',
  saidAgo: '{{span}}前', saidAhead: '{{span}}后', 'period.today': '今天', 'period.yesterday': '昨天', 'period.tomorrow': '明天', 'period.this_week': '本周',
  'period.last_week': '上周', 'period.next_week': '下周', 'period.this_month': '本月', 'period.last_month': '上月', 'period.next_month': '下月',
  'period.this_quarter': '本季度', 'period.last_quarter': '上季度', 'period.next_quarter': '下季度', 'period.this_year': '今年', 'period.last_year': '去年',
  'period.next_year': '明年', lastDays: '最近 {{n}} 天', nextDays: '未来 {{n}} 天', lastN: '最近…天', nextN: '未来…天', days: '天数', period: '时间段',
  'status.open': '进行中', 'status.won': '赢单', 'status.lost': '输单', value: '值', addValue: '输入后按回车', openLink: '打开链接', region: '省 / 市', deletedUser: '系统',
  count: '{{label}}数量', clear: '清除',
}, {
  sealed: 'Kept encrypted', 'type.text': 'Text', 'type.long_text': 'Long text', 'type.integer': 'Whole number', 'type.decimal': 'Decimal', 'type.money': 'Money',
  'type.percent': 'Percent', 'type.boolean': 'Yes or no', 'type.date': 'Date', 'type.datetime': 'Date and time', 'type.select': 'Choice',
  'type.multi_select': 'Several choices', 'type.tags': 'Tags', 'type.lookup': 'Link to a record', 'type.user': 'User', 'type.phone': 'Phone', 'type.email': 'Email',
  'type.url': 'Web address', 'type.rating': 'Rating', 'type.auto_number': 'Auto number', 'type.stage': 'Stage', 'type.pool': 'Pool', 'type.formula': 'Formula',
  'type.rollup': 'Rollup', 'type.region': 'Region', 'type.file': 'Files',
  'op.is': 'is', 'op.is_not': 'is not', 'op.in': 'is one of', 'op.not_in': 'is none of', 'op.empty': 'is empty', 'op.not_empty': 'is not empty',
  'op.contains': 'contains', 'op.not_contains': 'does not contain', 'op.starts_with': 'starts with', 'op.ends_with': 'ends with', 'op.>': '>', 'op.>=': '≥',
  'op.<': '<', 'op.<=': '≤', 'op.between': 'is between', 'op.before': 'is before', 'op.after': 'is after', 'op.on_or_before': 'is on or before',
  'op.on_or_after': 'is on or after', 'op.during': 'is in', 'op.has': 'has', 'op.has_any': 'has any of', 'op.has_all': 'has all of', 'op.has_none': 'has none of',
  'op.under': 'is in', 'op.status': 'has status',
  yes: 'Yes', no: 'No', and: 'and', choose: 'Choose', typeToSearch: 'Type to search', nothingFound: 'Nothing found', createThis: 'Create "{{text}}"',
  createNew: 'New {{object}}', me: 'Me', notVisible: 'Not visible to you', upload: 'Upload a file', uploading: 'Uploading {{name}}', removeFile: 'Remove {{name}}',
  tooBig: '{{name}} is larger than {{size}} MB', stars: '{{count}} stars', stars_one: '{{count}} star', noStars: 'Not rated', district: 'District',
  from: 'From', to: 'To', day: 'A day', ago: 'ago', ahead: 'ahead', relative: 'Relative to today', number: 'Number', unit: 'Unit', 'unit.d': 'days', 'unit.w': 'weeks',
  'unit.mo': 'months', 'unit.y': 'years', 'unit.h': 'hours', 'unit.m': 'minutes', saidAgo: '{{span}} ago', saidAhead: 'in {{span}}', 'period.today': 'today',
  'period.yesterday': 'yesterday', 'period.tomorrow': 'tomorrow', 'period.this_week': 'this week', 'period.last_week': 'last week', 'period.next_week': 'next week',
  'period.this_month': 'this month', 'period.last_month': 'last month', 'period.next_month': 'next month', 'period.this_quarter': 'this quarter',
  'period.last_quarter': 'last quarter', 'period.next_quarter': 'next quarter', 'period.this_year': 'this year', 'period.last_year': 'last year',
  'period.next_year': 'next year', lastDays: 'the last {{n}} days', nextDays: 'the next {{n}} days', lastN: 'the last … days', nextN: 'the next … days', days: 'Days',
  period: 'Period', 'status.open': 'Open', 'status.won': 'Won', 'status.lost': 'Lost', value: 'Value', addValue: 'Type and press Enter', openLink: 'Open link',
  region: 'Province / city', deletedUser: 'System', count: 'Number of {{label}}', clear: 'Clear',
});

export const useT = words.useT;
export type FieldWord = Parameters<ReturnType<typeof useT>>[0];
