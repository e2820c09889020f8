/** Words of the pipeline designer. */
import { locale } from '@/i18n';

export const pipelineWords = locale('studio.pipeline', {
  pipeline: '流程', noPipeline: '{{object}}还没有流程', noPipelineHint: '流程是一条记录走过的阶段，例如从开始到完成。建立后会多一个“阶段”字段，并可以用看板。', create: '新建流程', another: '再建一个流程', addStage: '添加阶段', newStage: '新阶段', stageName: '阶段名称', moveStage: '移动阶段 {{name}}',
  stageSettings: '阶段设置', pipelineSettings: '流程设置', status: '状态', 'status.open': '进行中', 'status.won': '赢单', 'status.lost': '输单', statusHint: '赢单和输单的阶段排在最后', probability: '概率（%）', colour: '颜色', gate: '进入条件', gateHint: '不满足时，看板、接口、导入和规则都不能把记录移进来。',
  require: '必须填写', when: '并且满足', message: '不满足时的提示', tasks: '进入时建立任务', tasksHint: '记录进入这个阶段时，自动建立这些任务。', addTask: '添加任务', taskName: '任务', due: '多久内完成', removeTask: '删除任务', noTaskTarget: '先在流程设置里选择任务建立在哪个对象',
  stale: '多久没动算停滞', staleHint: '超过后在看板上提醒', remove: '删除阶段', removing: '删除“{{name}}”？', removeEmpty: '这个阶段里没有记录。', removeUsed: '这里有 {{count}} 条记录，移到：', removeGo: '删除', keep: '不删除', counting: '正在数这里的记录…', lastStage: '流程至少要有一个阶段',
  moves: '允许的流转', 'moves.any': '任意', 'moves.forward': '只能向后', 'moves.listed': '逐个指定', 'moves.anyHint': '任何阶段都可以移到任何阶段', 'moves.forwardHint': '只能移到后面的阶段；输单随时可以', 'moves.listedHint': '勾选从哪个阶段（行）可以到哪个阶段（列）',
  moveFromTo: '从 {{from}} 到 {{to}}', lostReason: '输单时必须填写', taskObject: '任务建立在', taskTitle: '任务名称写入', taskAbout: '关联到本记录的字段', taskDue: '截止时间写入', noAbout: '那个对象没有指向{{object}}的关联字段', gateRequire: '必填 {{count}} 项', gateWhen: '有条件', taskCount: '任务 {{count}} 项', staleAfter: '{{span}}算停滞',
  name: '名称', removePipeline: '删除流程', removePipelineHint: '阶段字段会一起移除。', published: '已发布的流程要先停用它的阶段字段', from: '从', moreCards: '还有 {{count}} 条',
}, {
  pipeline: 'Pipeline', noPipeline: '{{object}} has no pipeline yet', noPipelineHint: 'A pipeline is the stages a record goes through, from beginning to end. It adds a stage field and makes a board possible.', create: 'New pipeline', another: 'One more pipeline', addStage: 'Add stage', newStage: 'New stage',
  stageName: 'Name of the stage', moveStage: 'Move stage {{name}}', stageSettings: 'Stage', pipelineSettings: 'Pipeline settings', status: 'Status', 'status.open': 'Open', 'status.won': 'Won', 'status.lost': 'Lost', statusHint: 'Won and lost stages stand at the end', probability: 'Probability (%)', colour: 'Colour',
  gate: 'Gate', gateHint: 'Unless it is met, no board, API, import or rule can move a record in here.', require: 'Must be filled', when: 'And this must hold', message: 'What is said when it does not', tasks: 'Tasks on entering', tasksHint: 'Created when a record enters this stage.', addTask: 'Add task', taskName: 'Task', due: 'Due within',
  removeTask: 'Delete task', noTaskTarget: 'First choose in the pipeline settings where tasks are created', stale: 'Stale after', staleHint: 'Pointed out on the board', remove: 'Delete stage', removing: 'Delete “{{name}}”?', removeEmpty: 'No records are in this stage.', removeUsed: '{{count}} records are here. Move them to:',
  removeUsed_one: '{{count}} record is here. Move it to:', removeGo: 'Delete', keep: 'Keep it', counting: 'Counting the records here…', lastStage: 'A pipeline needs at least one stage', moves: 'Moves allowed', 'moves.any': 'Any', 'moves.forward': 'Forward only', 'moves.listed': 'Listed', 'moves.anyHint': 'From every stage to every other',
  'moves.forwardHint': 'To later stages only; to a lost one from everywhere', 'moves.listedHint': 'Tick which stage (row) may move to which (column)', moveFromTo: 'From {{from}} to {{to}}', lostReason: 'Must be filled when lost', taskObject: 'Tasks are created in', taskTitle: 'Their name goes to', taskAbout: 'The link to this record',
  taskDue: 'The due time goes to', noAbout: 'That object has no link to {{object}}', gateRequire: '{{count}} required', gateWhen: 'condition', taskCount: '{{count}} tasks', taskCount_one: '{{count}} task', staleAfter: 'stale: {{span}}', name: 'Name', removePipeline: 'Delete pipeline', removePipelineHint: 'Its stage field goes with it.',
  published: 'A published pipeline goes by retiring its stage field', from: 'From', moreCards: '{{count}} more',
});

export const useT = pipelineWords.useT;
