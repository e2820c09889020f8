/** Words of the steps that steer a rule, of the canvas they stand on, and of their sentences. */
import { locale } from '@/i18n';

export const stepWords = locale('studio.steps', {
  'kind.branch': '条件分支', 'kind.each': '逐条处理相关记录', 'kind.wait': '等待', 'kind.stop': '结束', 'kind.call': '调用另一条规则', 'kind.share': '共享记录', 'kind.release': '放入公海', 'kind.document': '生成文档',
  'group.control': '流程控制', 'group.records': '记录', 'group.people': '人员', 'group.messages': '消息', 'group.outside': '外部与脚本',
  findKind: '查找步骤', noKind: '没有这种步骤', addKind: '添加“{{name}}”', insertHere: '在这里添加步骤', canvas: '规则流程图', keys: '方向键移动，回车打开设置，Delete 删除，+ 在后面添加，Alt 加方向键挪动步骤', zoomIn: '放大', zoomOut: '缩小', fit: '显示全部', end: '结束', map: '缩略图',
  addStep: '添加步骤', duplicate: '复制步骤', removeStep: '删除步骤', moveUp: '上移', moveDown: '下移', more: '更多操作',
  then: '满足时', else: '否则', met: '已等到', timedOut: '超时未等到', again: '逐条做完后继续',
  stepName: '步骤名称', stepNameHint: '不填时用步骤的种类', rest: '其他设置（JSON）', restHint: '这里没有表单的设置，原样保留，可以直接修改', badJson: '不是有效的 JSON：{{why}}', notObject: '要写成一个对象 { … }',
  if: '记录满足', when: '并且表达式为真', whenHint: '可以用字段的标识', of: '处理哪些相关记录', where: '只处理满足条件的', limit: '最多处理多少条', limitHint: '不填为 1000 条，从最早的开始',
  waitHow: '等到什么时候', 'wait.for': '过一段时间', 'wait.until': '到某个日期', 'wait.for_condition': '满足条件', span: '等多久', workingDays: '只数工作日', until: '哪个日期', side: '何时', before: '之前', on: '当天', after: '之后', offset: '相隔多久', condition: '等到记录满足', timeout: '最多等多久', timeoutHint: '不填则一直等；填了可以在画布上安排超时后的步骤',
  rule: '调用哪条规则', ruleHint: '只有条件满足时才执行', noRules: '没有可以调用的规则', record: '在哪条记录上', thisRecord: '本记录', parent: '外层记录', parentOf: '外层的{{object}}', shareWith: '共享给', pool: '哪个公海', noPools: '这种记录还没有公海；先给对象加一个“公海”字段', access: '权限', 'access.read': '可以查看', 'access.write': '可以修改',
  'say.if': '如果{{condition}}，就{{steps}}', 'say.ifElse': '如果{{condition}}，就{{steps}}，否则{{other}}', 'say.unless': '如果不满足“{{condition}}”，就{{steps}}', 'say.anyCondition': '（还没有条件）', 'say.group': '（{{steps}}）', 'say.nothing': '什么也不做', 'say.after': '；之后',
  'say.each': '对每条{{of}}', 'say.eachWhere': '对每条{{condition}}的{{of}}', 'say.eachDo': '{{each}}：{{steps}}', 'say.unknownOf': '相关记录', 'say.limit': '{{each}}（最多 {{count}} 条）',
  'say.waitFor': '等 {{span}}', 'say.waitWorking': '等 {{span}}（只数工作日）', 'say.waitUntil': '等到{{field}}', 'say.waitBefore': '等到{{field}}前 {{span}}', 'say.waitAfter': '等到{{field}}后 {{span}}', 'say.waitCondition': '等到{{condition}}', 'say.atMost': '{{wait}}，最多等 {{span}}', 'say.timedOut': '{{wait}}，超时则{{steps}}',
  'say.stop': '结束', 'say.call': '执行规则“{{rule}}”', 'say.callFor': '为{{record}}执行规则“{{rule}}”', 'say.share': '共享给{{who}}（{{access}}）', 'say.release': '放入公海“{{pool}}”', 'say.somePool': '（还没有选）', 'say.named': '“{{name}}”', 'say.nobody': '（还没有选）',
}, {
  'kind.branch': 'Branch', 'kind.each': 'For each related record', 'kind.wait': 'Wait', 'kind.stop': 'Stop', 'kind.call': 'Call another rule', 'kind.share': 'Share the record', 'kind.release': 'Release to a pool', 'kind.document': 'Make a document',
  'group.control': 'Flow', 'group.records': 'Records', 'group.people': 'People', 'group.messages': 'Messages', 'group.outside': 'Outside and scripts',
  findKind: 'Find a step', noKind: 'No such step', addKind: 'Add “{{name}}”', insertHere: 'Add a step here', canvas: 'Flow of the rule', keys: 'Arrows to go, Enter for the settings, Delete to remove, + to add behind, Alt and arrows to move the step', zoomIn: 'Larger', zoomOut: 'Smaller', fit: 'Show everything', end: 'End', map: 'Overview',
  addStep: 'Add step', duplicate: 'Duplicate step', removeStep: 'Delete step', moveUp: 'Move up', moveDown: 'Move down', more: 'More',
  then: 'If so', else: 'Otherwise', met: 'It came', timedOut: 'Time is out', again: 'Goes on after the last one',
  stepName: 'Name of the step', stepNameHint: 'When empty, what the step does', rest: 'Other settings (JSON)', restHint: 'Settings without a form; kept as they are, and can be changed here', badJson: 'This is not JSON: {{why}}', notObject: 'Write an object { … }',
  if: 'The record matches', when: 'And this expression is true', whenHint: 'Sees fields by key', of: 'Which related records', where: 'Only those that match', limit: 'At most', limitHint: 'When empty 1000, the oldest first',
  waitHow: 'Until when', 'wait.for': 'For some time', 'wait.until': 'Until a date', 'wait.for_condition': 'Until a condition holds', span: 'How long', workingDays: 'Count working days only', until: 'Which date', side: 'When', before: 'Before', on: 'On the day', after: 'After', offset: 'How long', condition: 'Until the record matches', timeout: 'At most', timeoutHint: 'When empty it waits for ever; otherwise the canvas has a place for what happens then',
  rule: 'Which rule', ruleHint: 'It runs only when its own conditions hold', noRules: 'There is no rule to call', record: 'For which record', thisRecord: 'This record', parent: 'The record outside', parentOf: 'The {{object}} outside', shareWith: 'Share with', pool: 'Which pool', noPools: 'There is none for such records; first give the object a field of the type “Pool”', access: 'They may', 'access.read': 'Read', 'access.write': 'Change',
  'say.if': 'if {{condition}}, {{steps}}', 'say.ifElse': 'if {{condition}}, {{steps}}, otherwise {{other}}', 'say.unless': 'unless {{condition}}, {{steps}}', 'say.anyCondition': '(no condition yet)', 'say.group': '({{steps}})', 'say.nothing': 'do nothing', 'say.after': '; after that, ',
  'say.each': 'for each of its {{of}}', 'say.eachWhere': 'for each of its {{of}} where {{condition}}', 'say.eachDo': '{{each}}: {{steps}}', 'say.unknownOf': 'related records', 'say.limit': '{{each}} (at most {{count}})',
  'say.waitFor': 'wait {{span}}', 'say.waitWorking': 'wait {{span}}, counting working days', 'say.waitUntil': 'wait until its {{field}}', 'say.waitBefore': 'wait until {{span}} before its {{field}}', 'say.waitAfter': 'wait until {{span}} after its {{field}}', 'say.waitCondition': 'wait until {{condition}}', 'say.atMost': '{{wait}}, at most {{span}}', 'say.timedOut': '{{wait}}; if that does not happen in time, {{steps}}',
  'say.stop': 'stop', 'say.call': 'run the rule “{{rule}}”', 'say.callFor': 'run the rule “{{rule}}” for {{record}}', 'say.share': 'share it with {{who}} ({{access}})', 'say.release': 'release it to the pool “{{pool}}”', 'say.somePool': '(none yet)', 'say.named': '“{{name}}”', 'say.nobody': '(nobody yet)',
});

export const useStepT = stepWords.useT;
export type StepWord = Parameters<ReturnType<typeof useStepT>>[0];
