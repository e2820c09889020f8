/** Words of the settings of field types. */
import { locale } from '@/i18n';

export const fieldSettingWords = locale('studio.fields', {
  min: '最小值', max: '最大值', unit: '单位', scale: '小数位数', maxLength: '最多字数', suggestions: '常用标签', typeAndEnter: '输入后按回车', stars: '星数', levels: '级数（2 省市，3 到区县）',
  maxFiles: '最多文件数', maxMb: '每个文件最大（MB）', accept: '允许的扩展名', acceptHint: '如 .pdf', options: '选项', addOption: '添加选项', newOption: '新选项', optionName: '选项名称',
  moveOption: '移动选项 {{name}}', retireOption: '停用', restoreOption: '恢复使用', removeOption: '删除选项', optionColour: '颜色', retiredOptions: '已停用', to: '关联到', inverse: '在对方显示为',
  showInverse: '在对方的页面上列出', inverseHint: '对方的记录页可以有一个相关列表，也可以汇总', onDelete: '对方被删除时', 'onDelete.clear': '清空本字段', 'onDelete.restrict': '不允许删除',
  'onDelete.cascade': '一起删除', filter: '只能选择', as: '结果类型', script: '公式', scriptExample: '例如 amount * 0.3。输入字段的名称或拼音来选字段，Ctrl + 空格列出全部；空值写作 ()', relation: '汇总哪些记录',
  measure: '怎样汇总', 'measure.count': '计数', 'measure.sum': '求和', 'measure.min': '最小', 'measure.max': '最大', 'measure.avg': '平均', of: '汇总字段', where: '只汇总满足条件的',
  pattern: '编号格式', patternHint: '{YYYY} 年、{MM} 月、{DD} 日、{0000} 流水号', example: '例如 {{text}}', pipeline: '流程', openPipeline: '打开流程设计', noTarget: '还没有可以关联的对象',
  noRelation: '先在别的对象里加一个指向这里、并在对方列出的关联', published: '已发布的选项只能停用', own: '本对象的字段', noPools: '还没有公海。加一个后，没有负责人的记录可以放进去，由成员领取。', addPool: '添加公海', removePool: '删除这个公海', removePoolHint: '还在里面的记录会留着，但成员再也看不到它们。', poolName: '公海名称', members: '成员', membersHint: '能看到并领取的角色', everybody: '能看到这种记录的所有人',
  held: '每人最多持有', per_day: '每人每天最多领取', noLimit: '不限', cooldown: '多久内不能领回', cooldownHint: '从不再是负责人时算起',
}, {
  min: 'Minimum', max: 'Maximum', unit: 'Unit', scale: 'Digits after the point', maxLength: 'Longest text', suggestions: 'Suggested tags', typeAndEnter: 'Type and press Enter',
  stars: 'Stars', levels: 'Levels (2 province and city, 3 with district)', maxFiles: 'Files at most', maxMb: 'Largest file (MB)', accept: 'Allowed extensions', acceptHint: 'e.g. .pdf',
  options: 'Options', addOption: 'Add option', newOption: 'New option', optionName: 'Name of the option', moveOption: 'Move option {{name}}', retireOption: 'Retire', restoreOption: 'Use again',
  removeOption: 'Delete option', optionColour: 'Colour', retiredOptions: 'Retired', to: 'Links to', inverse: 'Shown there as', showInverse: 'List on the page of the other record',
  inverseHint: 'The other record can show these as a related list, and sum them up', onDelete: 'When the other is deleted', 'onDelete.clear': 'Clear this field',
  'onDelete.restrict': 'Refuse the deletion', 'onDelete.cascade': 'Delete this too', filter: 'May only choose', as: 'Result', script: 'Formula',
  scriptExample: 'For example amount * 0.3. Type the name of a field to choose it, Ctrl + Space lists all; nothing is written ()', relation: 'Which records', measure: 'How', 'measure.count': 'Count', 'measure.sum': 'Sum', 'measure.min': 'Smallest',
  'measure.max': 'Largest', 'measure.avg': 'Average', of: 'Of which field', where: 'Only those that match', pattern: 'Pattern',
  patternHint: '{YYYY} year, {MM} month, {DD} day, {0000} running number', example: 'For example {{text}}', pipeline: 'Pipeline', openPipeline: 'Open the pipeline',
  noTarget: 'There is no object to link to yet', noRelation: 'First add, in another object, a link to this one that is listed here', published: 'A published option can only be retired',
  own: 'Fields of this object', noPools: 'There is no pool yet. In one lie records without an owner, for its members to claim.', addPool: 'Add a pool', removePool: 'Delete this pool', removePoolHint: 'Records that still lie in it stay, but its members see them no more.', poolName: 'Name of the pool', members: 'Who belongs to it', membersHint: 'Roles that see what lies in it, and claim it', everybody: 'Everybody who sees such records',
  held: 'Most that one may own', per_day: 'Most that one may claim in a day', noLimit: 'No limit', cooldown: 'Not claimed back for', cooldownHint: 'By whoever owned it last, from then on',
});

export const useT = fieldSettingWords.useT;
export type FieldWord = Parameters<ReturnType<typeof useT>>[0];
