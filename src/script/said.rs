//! What the parser of scripts objects to, in both languages. Knows no catalog.

use rhai::{LexError, ParseErrorType};

use crate::lang::Label;
use crate::say;

pub(super) fn said(error: &ParseErrorType) -> Label {
    let english = error.to_string();
    let chinese = match error {
        ParseErrorType::UnexpectedEOF => "没有写完".to_owned(),
        ParseErrorType::BadInput(error) => lexed(error).unwrap_or_else(|| english.clone()),
        ParseErrorType::UnknownOperator(sign) => format!("没有“{sign}”这个运算符"),
        ParseErrorType::MissingToken(sign, _) => format!("这里少了“{sign}”"),
        ParseErrorType::ExprExpected(_) => "这里应该有一个值或算式".to_owned(),
        ParseErrorType::VariableExpected => "这里应该是一个名称".to_owned(),
        ParseErrorType::PropertyExpected => "“.”后面应该是一个名称".to_owned(),
        ParseErrorType::VariableUndefined(name) => return say!("没有叫“{}”的字段或变量", "there is no field or variable called “{}”", name),
        ParseErrorType::ModuleUndefined(name) => return say!("没有叫“{}”的脚本文件", "there is no script file called “{}”", name),
        ParseErrorType::VariableExists(name) | ParseErrorType::DuplicatedVariable(name) => format!("“{name}”已经定义过了"),
        ParseErrorType::DuplicatedProperty(name) => format!("“{name}”出现了两次"),
        ParseErrorType::FnDuplicatedDefinition(name, _) => format!("函数“{name}”已经定义过了"),
        ParseErrorType::FnMissingName => "函数没有名字".to_owned(),
        ParseErrorType::FnMissingParams(name) => format!("函数“{name}”后面少了括号和参数"),
        ParseErrorType::FnMissingBody(name) => format!("函数“{name}”没有内容，要写在花括号里"),
        ParseErrorType::FnDuplicatedParam(name, parameter) => format!("函数“{name}”有两个参数都叫“{parameter}”"),
        ParseErrorType::WrongFnDefinition => "函数只能写在最外层".to_owned(),
        ParseErrorType::MismatchedType(wanted, given) => format!("这里应该是 {wanted}，而不是 {given}"),
        ParseErrorType::AssignmentToConstant(name) => format!("“{name}”是常量，不能改"),
        ParseErrorType::AssignmentToInvalidLHS(_) => "等号左边不能赋值；比较相等写作 ==".to_owned(),
        ParseErrorType::Reserved(word) => format!("“{word}”是保留字，不能这样用"),
        ParseErrorType::ExprTooDeep => "嵌套得太深".to_owned(),
        ParseErrorType::LoopBreak => "这里不在循环里".to_owned(),
        _ => english.clone(),
    };
    Label::new(chinese, english)
}

fn lexed(error: &LexError) -> Option<String> {
    Some(match error {
        LexError::UnexpectedInput(sign) => format!("这里不该有“{sign}”"),
        LexError::UnterminatedString => "文字少了后面的引号".to_owned(),
        LexError::MalformedNumber(text) => format!("“{text}”不是数字"),
        LexError::MalformedIdentifier(text) => format!("“{text}”不能作名称"),
        LexError::ImproperSymbol(sign, _) if !sign.is_empty() => format!("“{sign}”不能这样用"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use rhai::Engine;

    use super::*;

    #[test]
    fn mistakes_are_said_in_both_languages() {
        for (source, zh, en) in [
            ("amount *", "没有写完", "Script is incomplete"),
            ("(1 + 2", "这里少了“)”", "Expecting ')' for a matching ( in this expression"),
            ("1 + ;", "这里不该有“;”", "Unexpected ';'"),
            ("\"abc", "文字少了后面的引号", "Open string is not terminated"),
            ("let x = 1; fn = 2", "函数没有名字", "Expecting function name in function declaration"),
        ] {
            let error = Engine::new().compile(source).unwrap_err();
            assert_eq!(said(error.err_type()), Label::new(zh, en), "{source}");
        }
    }
}
