//! The parser of a filter: `or` binds least, then `and`, comparisons, `not`.

use graph_csdl::Primitive;

use crate::http::response::ODataError;
use crate::http::spelling::Spelling;
use crate::query::filter::expression::{Expression, Function, Operator, Path, PathSegment, Quantifier};
use crate::query::filter::lexer::{Token, TokenKind, syntax, tokens};
use crate::query::filter::value::Value;
use crate::schema::literal::duration;
use crate::store::last_place::LastPlace;

/// The maximal nesting of parentheses, calls, lambdas and `not`, so that no text exhausts the stack.
const MAX_DEPTH: usize = 50;

/// Binary operators.
const INFIX: [&str; 10] = ["or", "and", "eq", "ne", "gt", "ge", "lt", "le", "has", "in"];

const ARITHMETIC: [&str; 6] = ["add", "sub", "mul", "div", "divby", "mod"];

const DIRECTIONS: [&str; 2] = ["asc", "desc"];

pub(super) struct Parser<'t> {
    text: &'t str,
    tokens: std::vec::IntoIter<Token>,
    current: Token,
    /// The error of the text after the last token.
    unreadable: Option<ODataError>,
    depth: usize,
    spelling: Spelling,
    /// The variables of the enclosing lambdas.
    variables: Vec<String>,
    /// The first part that makes it an advanced query of the directory.
    pub(super) advanced: Option<&'static str>,
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str, spelling: Spelling) -> Self {
        let (tokens, unreadable) = tokens(text, spelling);
        let mut tokens = tokens.into_iter();
        let current = tokens.next().unwrap_or(Token { kind: TokenKind::End, start: text.len() });
        Self { text, tokens, current, unreadable, depth: 0, spelling, variables: Vec::new(), advanced: None }
    }

    /// Parses the whole text as one expression.
    pub(super) fn whole(&mut self) -> Result<Expression, ODataError> {
        let expression = self.expression()?;
        self.end()?;
        Ok(expression)
    }

    pub(super) fn end(&mut self) -> Result<(), ODataError> {
        let is_whole = matches!(self.current.kind, TokenKind::End) && self.unreadable.is_none();
        if is_whole { Ok(()) } else { Err(self.unexpected("an operator or the end")) }
    }

    pub(super) fn expression(&mut self) -> Result<Expression, ODataError> {
        self.descend()?;
        let mut any_of = vec![self.conjunction()?];
        while self.eat_word("or") {
            any_of.push(self.conjunction()?);
        }
        self.depth -= 1;
        Ok(Expression::one_or(any_of, Expression::Or))
    }

    fn descend(&mut self) -> Result<(), ODataError> {
        self.depth += 1;
        if self.depth <= MAX_DEPTH {
            Ok(())
        } else {
            Err(self.error(&format!("more than {MAX_DEPTH} levels of nesting")))
        }
    }

    fn conjunction(&mut self) -> Result<Expression, ODataError> {
        let mut all_of = vec![self.comparison()?];
        while self.eat_word("and") {
            all_of.push(self.comparison()?);
        }
        Ok(Expression::one_or(all_of, Expression::And))
    }

    fn comparison(&mut self) -> Result<Expression, ODataError> {
        let left = self.unary()?;
        if self.eat_word("in") {
            return self.list(left);
        }
        let TokenKind::Word(word) = &self.current.kind else { return Ok(left) };
        let Some(operator) = Operator::named(word, self.spelling) else { return Ok(left) };
        if operator == Operator::Ne {
            self.advanced.get_or_insert("the operator 'ne'");
        }
        self.advance();
        let right = self.unary()?;
        Ok(Expression::Compare { operator, left: left.into(), right: right.into() })
    }

    /// Parses the operand of `in`: values in parentheses.
    fn list(&mut self, left: Expression) -> Result<Expression, ODataError> {
        if matches!(self.current.kind, TokenKind::Word(_)) {
            return Err(ODataError::not_implemented("'in' with a collection in a query"));
        }
        self.expect(&TokenKind::Open, "'(' and the values of 'in'")?;
        let mut values = vec![self.unary()?];
        while self.eat(&TokenKind::Comma) {
            values.push(self.unary()?);
        }
        self.expect(&TokenKind::Close, "',' or ')'")?;
        Ok(Expression::In(left.into(), values))
    }

    fn unary(&mut self) -> Result<Expression, ODataError> {
        let next = self.tokens.as_slice().first().map(|next| &next.kind);
        match &self.current.kind {
            TokenKind::Word(word) if word == "not" => {}
            word if is_other_not(word, next) && self.spelling.is_exact() => return Err(unknown("NOT")),
            word if is_other_not(word, next) => {}
            _ => {
                let operand = self.primary()?;
                refuse_behind_operand(&self.current.kind, self.spelling)?;
                return Ok(operand);
            }
        }
        self.advance();
        self.advanced.get_or_insert("the operator 'not'");
        self.descend()?;
        let operand = self.unary()?;
        self.depth -= 1;
        Ok(Expression::Not(operand.into()))
    }

    fn primary(&mut self) -> Result<Expression, ODataError> {
        match self.current.kind.clone() {
            TokenKind::Literal(value) => {
                self.advance();
                Ok(Expression::Literal(value))
            }
            TokenKind::Prefixed(prefix, text) => self.prefixed(&prefix, text),
            TokenKind::Open => {
                self.advance();
                let inner = self.expression()?;
                self.expect(&TokenKind::Close, "')'")?;
                Ok(inner)
            }
            TokenKind::Word(word) => {
                let start = self.current.start;
                self.advance();
                if matches!(self.current.kind, TokenKind::Open) { self.call(&word, start) } else { self.path(word) }
            }
            _ => Err(self.unexpected("an expression")),
        }
    }

    /// `duration'PT1H'`, or a member of an enumeration with its type: compared by its name.
    fn prefixed(&mut self, prefix: &str, text: String) -> Result<Expression, ODataError> {
        let value = match prefix {
            _ if self.spelling.is(prefix, "duration") => {
                let length = duration(&text).ok_or_else(|| self.error(&format!("'{text}' is not a duration")))?;
                Value::Duration(length)
            }
            _ if self.spelling.is(prefix, "binary") => {
                return Err(ODataError::not_implemented("binary literals in a query"));
            }
            _ if prefix.contains('.') => Value::Text(text.into()),
            _ => return Err(self.error(&format!("'{prefix}' before a string literal"))),
        };
        self.advance();
        Ok(Expression::Literal(value))
    }

    fn call(&mut self, name: &str, start: usize) -> Result<Expression, ODataError> {
        if matches!(name.to_ascii_lowercase().as_str(), "cast" | "isof") {
            return self.type_call(name);
        }
        if Function::is_known_elsewhere(name) {
            return Err(ODataError::not_implemented(&format!("the function '{name}' in a query")));
        }
        let Some((function, arity)) = Function::named(name) else {
            return Err(syntax(&format!("an unknown function with name '{name}' was found"), start, self.text));
        };
        if function == Function::EndsWith {
            self.advanced.get_or_insert("the function 'endsWith'");
        }
        self.advance();
        let mut arguments = Vec::new();
        while !self.eat(&TokenKind::Close) {
            if !arguments.is_empty() {
                self.expect(&TokenKind::Comma, "',' or ')'")?;
            }
            arguments.push(self.expression()?);
        }
        if !arity.contains(&arguments.len()) {
            let what = format!("the function '{name}' with {} arguments", arguments.len());
            return Err(syntax(&what, start, self.text));
        }
        Ok(Expression::Call(function, arguments))
    }

    /// `cast(x,Edm.String)`, `isof('microsoft.graph.user')`: the last argument is a type.
    fn type_call(&mut self, name: &str) -> Result<Expression, ODataError> {
        self.advance();
        let mut subject = None;
        let mut type_name = self.type_name();
        if type_name.is_none() {
            subject = Some(Box::new(self.expression()?));
            self.expect(&TokenKind::Comma, "',' and a type")?;
            type_name = self.type_name();
        }
        let type_name = type_name.ok_or_else(|| self.unexpected("the name of a type"))?;
        self.expect(&TokenKind::Close, "')'")?;
        if matches!(self.current.kind, TokenKind::Slash) {
            return Err(ODataError::not_implemented(&format!("a path after '{name}' in a query")));
        }
        let is_cast = name.eq_ignore_ascii_case("cast");
        Ok(if is_cast { Expression::Cast(subject, type_name) } else { Expression::IsOf(subject, type_name) })
    }

    /// A qualified name, in quotes or not, if it is a whole argument.
    fn type_name(&mut self) -> Option<String> {
        let name = match &self.current.kind {
            TokenKind::Word(name) => name.as_str(),
            TokenKind::Literal(value) => value.as_text()?,
            _ => return None,
        };
        if !name.contains('.') || name.starts_with(['$', '@']) || !self.is_before(&TokenKind::Close) {
            return None;
        }
        let primitive = Primitive::ALL.into_iter().find(|known| self.spelling.is(name, known.name()));
        let name = primitive.map_or_else(|| name.to_owned(), |known| known.name().to_owned());
        self.advance();
        Some(name)
    }

    fn path(&mut self, first: String) -> Result<Expression, ODataError> {
        let mut path = Path { variable: None, segments: Vec::new(), spelling: self.spelling };
        if let Some(variable) = self.variable(&first) {
            path.variable = Some(variable);
        } else if !self.spelling.is(&first, "$it") {
            path.segments.push(self.segment(first)?);
        }
        while self.eat(&TokenKind::Slash) {
            let TokenKind::Word(name) = self.current.kind.clone() else { return Err(self.unexpected("a property")) };
            self.advance();
            let is_call = matches!(self.current.kind, TokenKind::Open);
            match name.as_str() {
                name if is_call && self.spelling.is(name, "any") => return self.lambda(Quantifier::Any, path),
                name if is_call && self.spelling.is(name, "all") => return self.lambda(Quantifier::All, path),
                name if self.spelling.is(name, "$count") => {
                    self.advanced.get_or_insert("'$count' in $filter");
                    return Ok(Expression::Count(path));
                }
                _ => path.segments.push(self.segment(name)?),
            }
        }
        Ok(Expression::Path(path))
    }

    /// The innermost variable of an enclosing lambda with this name.
    fn variable(&self, name: &str) -> Option<String> {
        let exact = self.variables.iter().rfind(|known| *known == name);
        exact.or_else(|| self.variables.iter().rfind(|known| self.spelling.is(name, known))).cloned()
    }

    fn segment(&self, name: String) -> Result<PathSegment, ODataError> {
        if matches!(self.current.kind, TokenKind::Open) {
            return Err(ODataError::not_implemented(&format!("'{name}(' in a path of a query")));
        }
        if name.starts_with('@') && !name.starts_with("@odata.") {
            return Err(ODataError::not_implemented(&format!("the parameter alias '{name}' in a query")));
        }
        if name.starts_with('$') {
            return Err(ODataError::not_implemented(&format!("'{name}' in a query")));
        }
        Ok(if name.contains('.') && !name.contains('@') {
            PathSegment::Cast(name)
        } else {
            PathSegment::Property(name, LastPlace::default())
        })
    }

    fn lambda(&mut self, quantifier: Quantifier, over: Path) -> Result<Expression, ODataError> {
        self.advance();
        if quantifier == Quantifier::Any && self.eat(&TokenKind::Close) {
            return Ok(Expression::Lambda { quantifier, over, condition: None });
        }
        let TokenKind::Word(variable) = self.current.kind.clone() else {
            return Err(self.unexpected("a lambda variable"));
        };
        self.advance();
        self.expect(&TokenKind::Colon, "':'")?;
        self.variables.push(variable.clone());
        let condition = self.expression()?;
        self.variables.pop();
        self.expect(&TokenKind::Close, "')'")?;
        Ok(Expression::Lambda { quantifier, over, condition: Some((variable, condition.into())) })
    }

    /// Whether the token follows the current one.
    fn is_before(&self, kind: &TokenKind) -> bool {
        let next = self.tokens.as_slice().first();
        next.is_some_and(|next| std::mem::discriminant(&next.kind) == std::mem::discriminant(kind))
    }

    pub(super) fn eat_word(&mut self, expected: &str) -> bool {
        let is_it = matches!(&self.current.kind, TokenKind::Word(word) if self.spelling.is(word, expected));
        if is_it {
            self.advance();
        }
        is_it
    }

    pub(super) fn eat(&mut self, kind: &TokenKind) -> bool {
        let is_it = std::mem::discriminant(&self.current.kind) == std::mem::discriminant(kind);
        if is_it {
            self.advance();
        }
        is_it
    }

    fn expect(&mut self, kind: &TokenKind, name: &str) -> Result<(), ODataError> {
        if self.eat(kind) { Ok(()) } else { Err(self.unexpected(name)) }
    }

    fn advance(&mut self) {
        if let Some(next) = self.tokens.next() {
            self.current = next;
        }
    }

    fn unexpected(&self, expected: &str) -> ODataError {
        self.error(&format!("{expected} expected"))
    }

    fn error(&self, what: &str) -> ODataError {
        if let (TokenKind::End, Some(unreadable)) = (&self.current.kind, &self.unreadable) {
            return unreadable.clone();
        }
        syntax(what, self.current.start, self.text)
    }
}

/// Rejects arithmetic after an operand, and operators in capitals where names must be exact: OData 4.01 accepts them (URL
/// Conventions, §5.1.1.1).
fn refuse_behind_operand(current: &TokenKind, spelling: Spelling) -> Result<(), ODataError> {
    match current {
        TokenKind::Word(word) if is_behind_operand(word) && !is_read(word, spelling) => Err(unknown(word)),
        _ => Ok(()),
    }
}

/// Whether this is the operator `NOT` of OData 4.01 rather than a property of that name: an operand follows.
fn is_other_not(current: &TokenKind, next: Option<&TokenKind>) -> bool {
    let is_before_operand = match next {
        Some(TokenKind::Word(next)) => !is_behind_operand(next),
        Some(TokenKind::Open | TokenKind::Literal(_) | TokenKind::Prefixed(..)) => true,
        _ => false,
    };
    matches!(current, TokenKind::Word(word) if word.eq_ignore_ascii_case("not")) && is_before_operand
}

fn is_read(word: &str, spelling: Spelling) -> bool {
    INFIX.iter().chain(&DIRECTIONS).any(|operator| spelling.is(word, operator))
}

fn is_behind_operand(word: &str) -> bool {
    let mut words = INFIX.iter().chain(&ARITHMETIC).chain(&DIRECTIONS);
    words.any(|operator| operator.eq_ignore_ascii_case(word))
}

fn unknown(word: &str) -> ODataError {
    ODataError::not_implemented(&format!("the operator '{word}' in a query"))
}
