/** Words that say why a value is what it is. */
import { locale } from '@/i18n';

export const words = locale('why', {
  why: '为什么？', whyOf: '为什么“{{label}}”是这个值？',
  formula: '由公式计算', reads: '用到的值', result: '结果', ifEmpty: '，空则取', times: '×', divided: '÷', and: '且', or: '或',
  rollup: '从相关记录汇总', 'measure.count': '{{relation}}的数量', 'measure.sum': '{{relation}}的{{of}}合计', 'measure.min': '{{relation}}的{{of}}最小值', 'measure.max': '{{relation}}的{{of}}最大值', 'measure.avg': '{{relation}}的{{of}}平均值',
  onlyThose: '只算：{{filter}}', none: '没有符合的记录', more: '还有 {{count}} 条', byRule: '由规则“{{label}}”设置', before: '之前', after: '之后', at: '时间',
  edit: '在工作室中查看', 'stage.probability': '赢单概率', 'stage.status': '状态', 'stage.label': '名称', 'stage.key': '标识', of: '{{owner}}的{{part}}',
}, {
  why: 'Why?', whyOf: 'Why is "{{label}}" this value?',
  formula: 'Computed by a formula', reads: 'What it reads', result: 'Result', ifEmpty: 'or, if empty,', times: '×', divided: '÷', and: 'and', or: 'or',
  rollup: 'Summed up from related records', 'measure.count': 'Number of {{relation}}', 'measure.sum': 'Sum of {{of}} over {{relation}}', 'measure.min': 'Least {{of}} of {{relation}}', 'measure.max': 'Greatest {{of}} of {{relation}}', 'measure.avg': 'Average {{of}} of {{relation}}',
  onlyThose: 'Only those where {{filter}}', none: 'No record matches', more: '{{count}} more', byRule: 'Set by the rule "{{label}}"', before: 'Before', after: 'After', at: 'When',
  edit: 'See it in the studio', 'stage.probability': 'probability', 'stage.status': 'status', 'stage.label': 'name', 'stage.key': 'key', of: '{{part}} of {{owner}}',
});

export const useT = words.useT;
export type WhyWord = Parameters<ReturnType<typeof useT>>[0];
