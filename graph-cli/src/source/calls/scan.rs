//! The scan of a file's tokens for chains of methods.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

use super::call::{Call, Calls, EndpointPath, Names, QueryOption, Unseen};
use super::methods::{self, Effect};
use crate::source::item::{Item, Location};

/// Adds the calls of a file.
pub(super) fn scan(
    file: &Path,
    tokens: TokenStream,
    items: &[Item],
    names: &Names,
    calls: &mut Calls,
    called: &mut HashSet<(usize, usize)>,
) {
    let mut scan = Scan { file, items, names, calls, called, scopes: vec![HashMap::new()], own_type: None };
    scan.block(&trees(tokens));
}

fn trees(tokens: TokenStream) -> Vec<TokenTree> {
    tokens.into_iter().collect()
}

/// The value of an expression.
#[derive(Debug, Clone)]
enum Value {
    Endpoint(EndpointValue),
    /// An operation of the items, by its index.
    Operation(usize, Location),
    /// A request, by the index of its call.
    Request(usize),
    /// A value without calls.
    Other,
}

#[derive(Debug, Clone)]
struct EndpointValue {
    item: usize,
    path: String,
    is_collection: bool,
    location: Location,
}

struct Scan<'s> {
    file: &'s Path,
    items: &'s [Item],
    names: &'s Names,
    calls: &'s mut Calls,
    /// The endpoints that are called, each by its item and its index there.
    called: &'s mut HashSet<(usize, usize)>,
    /// The local variables, of the innermost block last.
    scopes: Vec<HashMap<String, Value>>,
    /// The type of the `impl` around the tokens.
    own_type: Option<String>,
}

impl Scan<'_> {
    fn block(&mut self, trees: &[TokenTree]) {
        let mut rest = trees;
        let mut before = None;
        while let Some((first, after)) = rest.split_first() {
            let next = self.statement(rest).or_else(|| self.expression(rest, is_sign(before, '.')));
            before = Some(first);
            rest = next.unwrap_or_else(|| {
                if let TokenTree::Group(group) = first {
                    self.group(group);
                }
                after
            });
        }
    }

    fn group(&mut self, group: &Group) {
        let is_block = group.delimiter() == Delimiter::Brace;
        if is_block {
            self.scopes.push(HashMap::new());
        }
        self.block(&trees(group.stream()));
        if is_block {
            self.scopes.pop();
        }
    }

    /// Skips the tokens outside of expressions: attributes, imports, declarations, the heads of functions and impls. Binds a local variable.
    fn statement<'t>(&mut self, rest: &'t [TokenTree]) -> Option<&'t [TokenTree]> {
        let (first, after) = rest.split_first()?;
        if is_sign(Some(first), '#') {
            return attribute(after);
        }
        let TokenTree::Ident(word) = first else { return None };
        match word.to_string().as_str() {
            "use" | "type" => Some(after_sign(after, ';')),
            // Either ends first: a unit struct, or the fields.
            "struct" | "enum" | "union" if matches!(after.first(), Some(TokenTree::Ident(_))) => {
                let end = after.iter().position(|tree| is_sign(Some(tree), ';') || is_brace(tree))?;
                after.get(end + 1..)
            }
            "fn" if matches!(after.first(), Some(TokenTree::Ident(_))) => {
                let end = after.iter().position(|tree| is_sign(Some(tree), ';') || is_brace(tree))?;
                after.get(end..)
            }
            "impl" => {
                let body = after.iter().position(is_brace)?;
                let (head, rest) = after.split_at_checked(body)?;
                let (TokenTree::Group(group), rest) = rest.split_first()? else { return None };
                let outer = self.own_type.replace(type_of_impl(head)?);
                self.group(group);
                self.own_type = outer;
                Some(rest)
            }
            "let" => self.binding(after),
            _ => None,
        }
    }

    /// `let name = chain`: the variable holds the value of the chain.
    fn binding<'t>(&mut self, after: &'t [TokenTree]) -> Option<&'t [TokenTree]> {
        let after = match after.split_first()? {
            (TokenTree::Ident(word), after) if word == "mut" => after,
            _ => after,
        };
        let (TokenTree::Ident(name), typed) = after.split_first()? else { return None };
        let equals = typed.iter().position(|tree| is_sign(Some(tree), '='))?;
        if typed.iter().position(|tree| is_sign(Some(tree), ';')).is_some_and(|end| end < equals) {
            return None;
        }
        let mut expression = typed.get(equals + 1..)?;
        while is_sign(expression.first(), '&') {
            expression = expression.get(1..)?;
        }
        let (value, rest) = self.chain(expression).unwrap_or((Value::Other, expression));
        // A block or an operator after the chain makes another value of it.
        let value =
            if is_sign(rest.first(), ';') || matches!(value, Value::Other) { value } else { self.pass_on(value) };
        self.scopes.last_mut()?.insert(name.to_string(), value);
        Some(rest)
    }

    /// Follows a chain whose value is not bound to a variable.
    fn expression<'t>(&mut self, rest: &'t [TokenTree], is_member: bool) -> Option<&'t [TokenTree]> {
        if is_member {
            return None;
        }
        let (value, rest) = self.chain(rest)?;
        self.pass_on(value);
        Some(rest)
    }

    /// Reports an endpoint that is passed on. An operation is called by whom it is passed to.
    fn pass_on(&mut self, value: Value) -> Value {
        match value {
            Value::Endpoint(EndpointValue { path, is_collection, location, .. }) => {
                let message = format!("the endpoint `{path}` is passed on, so its calls are not seen");
                let path = Some(EndpointPath { path, is_collection });
                self.calls.unseen.push(Unseen { file: self.file.to_owned(), location, path, message });
            }
            Value::Operation(item, location) => self.call_operation(item, None, location),
            Value::Request(_) | Value::Other => {}
        }
        Value::Other
    }

    /// The value of a chain of methods, and the tokens after it.
    fn chain<'t>(&mut self, rest: &'t [TokenTree]) -> Option<(Value, &'t [TokenTree])> {
        let (mut value, mut rest) = self.start(rest)?;
        loop {
            match rest {
                [sign, after @ ..] if is_sign(Some(sign), '?') => rest = after,
                [dot, TokenTree::Ident(word), after @ ..] if is_sign(Some(dot), '.') && word == "await" => rest = after,
                [dot, TokenTree::Ident(method), after @ ..] if is_sign(Some(dot), '.') => {
                    let (types, after) = turbofish(after);
                    let [TokenTree::Group(arguments), after @ ..] = after else { break };
                    if arguments.delimiter() != Delimiter::Parenthesis {
                        break;
                    }
                    self.block(&trees(arguments.stream()));
                    value = self.method(value, method, types, arguments);
                    rest = after;
                }
                _ => break,
            }
        }
        Some((value, rest))
    }

    /// The value with which a chain begins: a variable, the function of an endpoint, an operation, or a raw request.
    fn start<'t>(&mut self, rest: &'t [TokenTree]) -> Option<(Value, &'t [TokenTree])> {
        let (path, after) = path(rest)?;
        let last = path.last()?;
        let location = Location::from(last.span());
        let name = last.to_string();
        let owner = path.len().checked_sub(2).and_then(|at| path.get(at)).map(|owner| self.type_name(owner));
        let Some(owner) = owner else {
            let variable = self.scopes.iter().rev().find_map(|scope| scope.get(&name)).cloned();
            // `name:` is a field, and `name!` a macro.
            if let Some(value) = variable.filter(|_| !is_sign(after.first(), ':') && !is_sign(after.first(), '!')) {
                return Some((value.at(location), after));
            }
            return self.operation(&self.type_name(last), location, after);
        };
        if let [TokenTree::Group(arguments), rest @ ..] = after
            && arguments.delimiter() == Delimiter::Parenthesis
        {
            if (owner.as_str(), name.as_str()) == ("Request", "raw") {
                return Some((self.raw(arguments, location), rest));
            }
            if let Some(value) = self.endpoint(&owner, &name, location) {
                self.block(&trees(arguments.stream()));
                return Some((value, rest));
            }
        } else if let Some(value) = self.endpoint(&owner, &name, location) {
            return Some((self.pass_on(value), after));
        }
        let built = self.operation(&owner, location, after);
        built.or_else(|| self.operation(&self.type_name(last), location, after))
    }

    fn type_name(&self, word: &Ident) -> String {
        let word = word.to_string();
        match (&self.own_type, word.as_str()) {
            (Some(own), "Self") => own.clone(),
            _ => self.names.resolve(&word).to_owned(),
        }
    }

    fn endpoint(&mut self, owner: &str, function: &str, location: Location) -> Option<Value> {
        let mut found = None;
        for (index, item) in self.items.iter().enumerate().filter(|(_, item)| item.name == owner) {
            let at = item.endpoints.iter().position(|endpoint| endpoint.function == function);
            let Some((at, endpoint)) = at.and_then(|at| Some((at, item.endpoints.get(at)?))) else { continue };
            if item.kind.is_operation() {
                continue;
            }
            self.called.insert((index, at));
            let (path, is_collection) = (endpoint.template.clone(), !endpoint.is_singleton);
            // Of several types of one name, the one in the same file is meant.
            if found.is_none() || item.file == self.file {
                found = Some(Value::Endpoint(EndpointValue { item: index, path, is_collection, location }));
            }
        }
        found
    }

    /// An operation of this name: a struct expression, a unit struct, or the result of one of its functions.
    fn operation<'t>(
        &mut self,
        name: &str,
        location: Location,
        after: &'t [TokenTree],
    ) -> Option<(Value, &'t [TokenTree])> {
        let index = self.items.iter().position(|item| item.name == name && item.kind.is_operation())?;
        let rest = match after {
            [TokenTree::Group(fields), rest @ ..] if fields.delimiter() != Delimiter::Bracket => {
                self.group(fields);
                rest
            }
            _ => after,
        };
        Some((Value::Operation(index, location), rest))
    }

    /// `Request::raw(Method::GET, "path")`.
    fn raw(&mut self, arguments: &Group, location: Location) -> Value {
        let trees = trees(arguments.stream());
        let method = trees.iter().find_map(|tree| match tree {
            TokenTree::Ident(word) => Some(word.to_string()).filter(|word| word.chars().all(char::is_uppercase)),
            _ => None,
        });
        let (file, path) = (self.file.to_owned(), raw_path(&trees));
        let (Some(http_method), Some(path)) = (method, path) else {
            let message = "the method or the path of a raw request is not seen".to_owned();
            self.calls.unseen.push(Unseen { file, location, path: None, message });
            return Value::Other;
        };
        self.add(Call { file, location, item: None, http_method, path, name: String::new(), options: Vec::new() })
    }

    fn add(&mut self, call: Call) -> Value {
        self.calls.calls.push(call);
        Value::Request(self.calls.calls.len() - 1)
    }

    fn call_operation(&mut self, index: usize, function: Option<&str>, location: Location) {
        let Some(item) = self.items.get(index) else { return };
        for (at, endpoint) in item.endpoints.iter().enumerate() {
            if function.is_none_or(|function| function == endpoint.function) {
                self.called.insert((index, at));
                let (path, http_method) =
                    (methods::template(item, endpoint), methods::of_operation(item.kind).to_owned());
                let (file, name, options) = (self.file.to_owned(), String::new(), Vec::new());
                self.add(Call { file, location, item: None, http_method, path, name, options });
            }
        }
    }

    /// The value of a method.
    fn method(&mut self, value: Value, method: &Ident, types: &[TokenTree], arguments: &Group) -> Value {
        let (name, location) = (method.to_string(), Location::from(method.span()));
        match value {
            Value::Endpoint(endpoint) => self.endpoint_method(endpoint, name, location, types, arguments),
            Value::Operation(item, at) => {
                let is_path = |item: &Item| item.endpoints.iter().any(|endpoint| endpoint.function == name);
                if self.items.get(item).is_some_and(is_path) {
                    self.call_operation(item, Some(&name), at);
                    Value::Request(self.calls.calls.len() - 1)
                } else {
                    Value::Operation(item, at)
                }
            }
            Value::Request(index) => {
                let options = self.calls.calls.get_mut(index).map(|call| &mut call.options);
                if let Some(options) = options.filter(|_| methods::QUERY_OPTIONS.contains(&name.as_str())) {
                    let mut constants = Vec::new();
                    self::constants(&arguments.stream(), &mut constants);
                    options.push(QueryOption { location, name, constants });
                }
                Value::Request(index)
            }
            Value::Other => Value::Other,
        }
    }

    fn endpoint_method(
        &mut self,
        endpoint: EndpointValue,
        name: String,
        location: Location,
        types: &[TokenTree],
        arguments: &Group,
    ) -> Value {
        let EndpointValue { item, path, is_collection, .. } = &endpoint;
        let streams = self.items.get(*item).map(|item| item.streams.as_slice()).unwrap_or_default();
        let stream = || {
            let mut constants = Vec::new();
            self::constants(&arguments.stream(), &mut constants);
            let is_meant = |name: &str| constants.iter().any(|word| word.replace('_', "").eq_ignore_ascii_case(name));
            let declared = streams.iter().map(|stream| stream.name.clone()).find(|name| is_meant(name));
            declared
                .or_else(|| arguments.stream().into_iter().find_map(|tree| text(&tree)))
                .unwrap_or("{stream}".into())
        };
        match methods::effect(&name, stream) {
            Some(Effect::Request(http_method, suffix)) => {
                let (file, path) = (self.file.to_owned(), methods::joined(path, &suffix));
                let (item, http_method) = (Some(*item), http_method.to_owned());
                self.add(Call { file, location, item, http_method, path, name, options: Vec::new() })
            }
            Some(Effect::Item(suffix)) => {
                let path = methods::joined(path, suffix);
                Value::Endpoint(EndpointValue { path, is_collection: false, ..endpoint })
            }
            Some(Effect::Cast) => {
                let derived = types.iter().find_map(|tree| match tree {
                    TokenTree::Ident(word) => self.items.iter().find(|item| item.name == self.type_name(word)),
                    _ => None,
                });
                let path = derived.map_or_else(|| path.clone(), |derived| format!("{path}/{}", derived.type_name));
                Value::Endpoint(EndpointValue { path, ..endpoint })
            }
            Some(Effect::Same) => Value::Endpoint(endpoint),
            Some(Effect::Nothing) => Value::Other,
            None => {
                let message = format!("the calls after `.{name}(…)` of the endpoint `{path}` are not seen");
                let path = Some(EndpointPath { path: path.clone(), is_collection: *is_collection });
                self.calls.unseen.push(Unseen { file: self.file.to_owned(), location, path, message });
                Value::Other
            }
        }
    }
}

impl Value {
    /// The same value at another place of the text.
    fn at(self, location: Location) -> Self {
        match self {
            Self::Endpoint(endpoint) => Self::Endpoint(EndpointValue { location, ..endpoint }),
            Self::Operation(item, _) => Self::Operation(item, location),
            other => other,
        }
    }
}

fn is_sign(tree: Option<&TokenTree>, sign: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

fn is_brace(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

fn after_sign(trees: &[TokenTree], sign: char) -> &[TokenTree] {
    let end = trees.iter().position(|tree| is_sign(Some(tree), sign)).map_or(trees.len(), |at| at + 1);
    trees.get(end..).unwrap_or_default()
}

/// The tokens after an attribute; after its item if it is `#[cfg(test)]`.
fn attribute(after: &[TokenTree]) -> Option<&[TokenTree]> {
    let after = if is_sign(after.first(), '!') { after.get(1..)? } else { after };
    let (TokenTree::Group(group), rest) = after.split_first()? else { return None };
    let is_test = group.stream().to_string().replace(' ', "") == "cfg(test)";
    if !is_test {
        return Some(rest);
    }
    let end = rest.iter().position(|tree| is_brace(tree) || is_sign(Some(tree), ';'));
    end.map_or(Some(rest), |end| rest.get(end + 1..))
}

/// The name of the type that an impl is for.
fn type_of_impl(head: &[TokenTree]) -> Option<String> {
    let is_for = |tree: &TokenTree| matches!(tree, TokenTree::Ident(word) if word == "for");
    let ty = head.iter().position(is_for).and_then(|at| head.get(at + 1..)).unwrap_or(head);
    let ty = match ty {
        [open, parameters @ ..] if is_sign(Some(open), '<') => angled(parameters)?.1,
        _ => ty,
    };
    type_in(ty).map(Ident::to_string)
}

/// A path such as `crate::types::User::users`, `Request::<()>::raw` or `<User>::users`, and the tokens after it.
fn path(rest: &[TokenTree]) -> Option<(Vec<&Ident>, &[TokenTree])> {
    let (first, mut rest) = match rest.split_first()? {
        (TokenTree::Ident(first), rest) => (first, rest),
        (open, inner) if is_sign(Some(open), '<') => {
            let (ty, rest) = angled(inner)?;
            (type_in(ty)?, Some(rest).filter(|rest| next_segment(rest).is_some())?)
        }
        _ => return None,
    };
    let mut path = vec![first];
    while let Some((word, after)) = next_segment(turbofish(rest).1) {
        path.push(word);
        rest = after;
    }
    Some((path, turbofish(rest).1))
}

/// The word after `::`, and the tokens after it.
fn next_segment(rest: &[TokenTree]) -> Option<(&Ident, &[TokenTree])> {
    match after_colons(rest)? {
        [TokenTree::Ident(word), after @ ..] => Some((word, after)),
        _ => None,
    }
}

/// The tokens in `::<…>`, and those after it.
fn turbofish(rest: &[TokenTree]) -> (&[TokenTree], &[TokenTree]) {
    let types = match after_colons(rest) {
        Some([open, after @ ..]) if is_sign(Some(open), '<') => angled(after),
        _ => None,
    };
    types.unwrap_or((&[], rest))
}

/// The tokens after `::`.
fn after_colons(rest: &[TokenTree]) -> Option<&[TokenTree]> {
    match rest {
        [one, two, after @ ..] if is_sign(Some(one), ':') && is_sign(Some(two), ':') => Some(after),
        _ => None,
    }
}

/// The name of a type, without its arguments and the trait after `as`.
fn type_in(ty: &[TokenTree]) -> Option<&Ident> {
    let is_as = |tree: &TokenTree| matches!(tree, TokenTree::Ident(word) if word == "as");
    let path = ty.iter().take_while(|tree| !is_sign(Some(tree), '<') && !is_as(tree));
    let words = path.filter_map(|tree| match tree {
        TokenTree::Ident(word) => Some(word),
        _ => None,
    });
    words.last()
}

/// The tokens up to the `>` of a `<` before them, and those after it.
fn angled(after: &[TokenTree]) -> Option<(&[TokenTree], &[TokenTree])> {
    let mut depth = 1_usize;
    let end = after.iter().position(|tree| {
        depth += usize::from(is_sign(Some(tree), '<'));
        depth -= usize::from(is_sign(Some(tree), '>'));
        depth == 0
    })?;
    Some((after.get(..end)?, after.get(end + 1..)?))
}

/// The path of a raw request, without its query: the first text, or the joined ones of `concat!("…", "…")`.
fn raw_path(arguments: &[TokenTree]) -> Option<String> {
    let is_concat = |tree: &TokenTree| matches!(tree, TokenTree::Ident(word) if word == "concat");
    let url = match arguments.iter().position(is_concat).and_then(|at| arguments.get(at + 2)) {
        Some(TokenTree::Group(parts)) => parts.stream().into_iter().filter_map(|part| text(&part)).collect(),
        _ => arguments.iter().find_map(text)?,
    };
    url.split('?').next().map(str::to_owned)
}

/// The text of a string literal, also that of `format!("…")`, whose arguments are like placeholders of a path.
fn text(tree: &TokenTree) -> Option<String> {
    match tree {
        TokenTree::Literal(literal) => {
            let text = literal.to_string();
            let text = text.trim_start_matches('r').trim_matches('#');
            Some(text.strip_prefix('"')?.strip_suffix('"')?.to_owned())
        }
        TokenTree::Group(group) => group.stream().into_iter().find_map(|tree| text(&tree)),
        _ => None,
    }
}

/// Adds the names of constants: words in capital letters.
fn constants(tokens: &TokenStream, found: &mut Vec<String>) {
    for tree in tokens.clone() {
        match tree {
            TokenTree::Ident(word) => {
                let word = word.to_string();
                if word.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_') {
                    found.push(word);
                }
            }
            TokenTree::Group(group) => constants(&group.stream(), found),
            _ => {}
        }
    }
}
