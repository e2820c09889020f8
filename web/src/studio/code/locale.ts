/** Words of the editor of scripts and of the page of functions. */
import { locale } from '@/i18n';

export const words = locale('studio.code', {
  'stage.key': '阶段标识', 'stage.label': '阶段名称', 'stage.probability': '赢单概率', 'stage.status': '状态', place: '第 {{line}} 行第 {{column}} 字：',
  before: '改动前的记录', functions: '函数', functionsHint: '公式算不出来的，在这里用 Rhai 写成函数；规则的“运行脚本”步骤可以调用。函数收到一条记录，返回要设置的字段。', newFile: '新建脚本文件', fileName: '文件名', fileNameHint: '小写字母、数字和下划线，如 discount', addFile: '新建', taken: '已有这个文件',
  removeFile: '删除文件', removeSure: '删除 {{name}}？', removeHint: '用到它的规则会报错，可以撤销。', none: '还没有脚本文件', usedBy: '规则里写作 {{name}}', comment: '收到一条记录，返回要设置的字段。',
}, {
  'stage.key': 'key of the stage', 'stage.label': 'name of the stage', 'stage.probability': 'probability', 'stage.status': 'status', place: 'Line {{line}}, column {{column}}:',
  before: 'the record as it was', functions: 'Functions', functionsHint: 'What a formula cannot say is written here in Rhai; a rule’s step “Run a script” calls it. A function is given a record and answers the fields to set.', newFile: 'New script file', fileName: 'Name of the file', fileNameHint: 'Lower-case letters, digits and _, such as discount', addFile: 'Create', taken: 'There is such a file',
  removeFile: 'Delete file', removeSure: 'Delete {{name}}?', removeHint: 'Rules that use it will be wrong; it can be undone.', none: 'No script files yet', usedBy: 'In rules: {{name}}', comment: 'Is given a record, answers the fields to set.',
});

export const useT = words.useT;
export type CodeWord = Parameters<ReturnType<typeof useT>>[0];
