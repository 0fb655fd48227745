//! Words that OData has for operators and this does not read: they are known, so they are no syntax errors.

use crate::http::response::ODataError;
use crate::http::spelling::Spelling;
use crate::query::filter::lexer::Kind;

/// Operators that stand between two operands.
const INFIX: [&str; 10] = ["or", "and", "eq", "ne", "gt", "ge", "lt", "le", "has", "in"];

const ARITHMETIC: [&str; 6] = ["add", "sub", "mul", "div", "divby", "mod"];

const DIRECTIONS: [&str; 2] = ["asc", "desc"];

/// Refuses arithmetic after an operand, and operators in capitals where names are exact: OData 4.01 takes them (URL
/// Conventions, §5.1.1.1).
pub(super) fn refuse_behind_operand(current: &Kind, spelling: Spelling) -> Result<(), ODataError> {
    match current {
        Kind::Word(word) if is_behind_operand(word) && !is_read(word, spelling) => Err(unknown(word)),
        _ => Ok(()),
    }
}

/// Whether this is the operator `NOT` of OData 4.01, and not a property of that name: an operand follows.
pub(super) fn is_other_not(current: &Kind, next: Option<&Kind>) -> bool {
    let is_before_operand = match next {
        Some(Kind::Word(next)) => !is_behind_operand(next),
        Some(Kind::Open | Kind::Literal(_) | Kind::Prefixed(..)) => true,
        _ => false,
    };
    matches!(current, Kind::Word(word) if word.eq_ignore_ascii_case("not")) && is_before_operand
}

fn is_read(word: &str, spelling: Spelling) -> bool {
    INFIX.iter().chain(&DIRECTIONS).any(|operator| spelling.is(word, operator))
}

fn is_behind_operand(word: &str) -> bool {
    let mut words = INFIX.iter().chain(&ARITHMETIC).chain(&DIRECTIONS);
    words.any(|operator| operator.eq_ignore_ascii_case(word))
}

pub(super) fn unknown(word: &str) -> ODataError {
    ODataError::not_implemented(&format!("the operator '{word}' in a query"))
}
