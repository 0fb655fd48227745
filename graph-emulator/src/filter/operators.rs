//! Words that OData has for operators and this does not read: they are known, so they are no syntax errors.

use crate::answer::Failure;
use crate::filter::lexer::Kind;

/// Operators that stand between two operands.
const INFIX: [&str; 10] = ["or", "and", "eq", "ne", "gt", "ge", "lt", "le", "has", "in"];

const ARITHMETIC: [&str; 6] = ["add", "sub", "mul", "div", "divby", "mod"];

const DIRECTIONS: [&str; 2] = ["asc", "desc"];

/// Refuses arithmetic behind an operand, and operators in capitals, which OData 4.01 takes (URL Conventions, §5.1.1.1).
pub(super) fn refuse_behind_operand(current: &Kind) -> Result<(), Failure> {
    match current {
        Kind::Word(word) if is_behind_operand(word) && !is_read(word) => Err(unknown(word)),
        _ => Ok(()),
    }
}

/// Refuses `NOT`, which is an operator in OData 4.01, and a property's name as well: an operand behind it tells.
pub(super) fn refuse_other_not(current: &Kind, next: Option<&Kind>) -> Result<(), Failure> {
    let is_before_operand = match next {
        Some(Kind::Word(next)) => !is_behind_operand(next),
        Some(Kind::Open | Kind::Literal(_) | Kind::Prefixed(..)) => true,
        _ => false,
    };
    match current {
        Kind::Word(word) if word.eq_ignore_ascii_case("not") && is_before_operand => Err(unknown(word)),
        _ => Ok(()),
    }
}

fn is_read(word: &str) -> bool {
    INFIX.contains(&word) || DIRECTIONS.contains(&word)
}

fn is_behind_operand(word: &str) -> bool {
    let mut words = INFIX.iter().chain(&ARITHMETIC).chain(&DIRECTIONS);
    words.any(|operator| operator.eq_ignore_ascii_case(word))
}

fn unknown(word: &str) -> Failure {
    Failure::not_implemented(&format!("the operator '{word}' in a query"))
}
