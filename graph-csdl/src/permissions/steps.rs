//! The steps of a path: the same for a path of the table and for one of a request.

use std::mem;

use percent_encoding::percent_decode_str;

/// The number of steps of the longest path that is looked up. The longest one of the service's table has 17.
pub(super) const MOST: usize = 64;

/// A step from a resource to the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// A name in lower case: a collection, a property, an action, or a function without its parentheses. In the path of a request it may
    /// also be a key.
    Name(String),
    /// The short name in lower case of a function with its parameters, `range(address)`, or without, `delta()`; or a collection with an
    /// alternate key, `users(userprincipalname)`. It is not a key, and not a type.
    Call(String),
    /// The short name of an operation or type that is written with its namespace. It may also be a key.
    Qualified(String),
    /// The same with the namespace's alias: `graph.user`.
    Alias(String),
    /// A key in braces.
    Key,
    /// A key in parentheses after the name before it; or both are the text of a key: `Docs(1)`.
    InParentheses,
    /// A path between colons, or from a colon to the end.
    Names,
}

/// The steps of a path relative to the service root. A `/` at its start or end, and a query after it, are left out, and so is the rest of a
/// path after more than [`MOST`] steps.
pub(super) fn of_request(path: &str) -> Vec<Step> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut segments = Segments::of(path);
    let mut steps = Vec::new();
    while steps.len() <= MOST
        && let Some(segment) = segments.next()
    {
        // An encoded colon is a letter of a key.
        let before_colon = segment.strip_suffix(':');
        push(&percent_decode_str(before_colon.unwrap_or(segment)).decode_utf8_lossy(), &mut steps);
        if before_colon.is_some() {
            // The names continue to the next colon, or to the end.
            segments.by_ref().find(|name| name.ends_with(':'));
            steps.push(Step::Names);
        }
    }
    steps
}

/// The steps of a path of the table. Some of them lack the second colon of `root:/{path}:/content`, and `...` is a repetition.
pub(super) fn of_table(path: &str) -> Vec<Step> {
    let segments: Vec<&str> = Segments::of(path).collect();
    let mut rest = segments.as_slice();
    let mut steps = Vec::new();
    while let Some((segment, after)) = rest.split_first() {
        rest = after;
        let before_colon = segment.strip_suffix(':');
        match before_colon.unwrap_or(segment) {
            "..." => {}
            segment => push(segment, &mut steps),
        }
        if before_colon.is_some() {
            let end = rest.iter().position(|name| name.ends_with(':')).unwrap_or(0);
            rest = rest.get(end + 1..).unwrap_or_default();
            steps.push(Step::Names);
        }
    }
    steps
}

/// The segments of a path; a `/` in parentheses or quotes is part of a segment, other than between colons.
struct Segments<'p> {
    rest: Option<&'p str>,
    is_between_colons: bool,
}

impl<'p> Segments<'p> {
    const fn of(path: &'p str) -> Self {
        Self { rest: Some(path), is_between_colons: false }
    }
}

impl<'p> Iterator for Segments<'p> {
    type Item = &'p str;

    fn next(&mut self) -> Option<&'p str> {
        while let Some(path) = self.rest {
            let end = if self.is_between_colons { path.find('/') } else { end_of_segment(path) };
            let (segment, after) = match end {
                Some(end) => (path.get(..end).unwrap_or_default(), path.get(end + 1..)),
                None => (path, None),
            };
            self.is_between_colons ^= segment.ends_with(':');
            self.rest = after;
            if !segment.is_empty() {
                return Some(segment);
            }
        }
        None
    }
}

/// The first `/` that is in no parentheses. A parenthesis without an end is a letter of a key.
fn end_of_segment(path: &str) -> Option<usize> {
    let (mut depth, mut is_quoted) = (0_usize, false);
    let end = path.bytes().position(|letter| {
        match letter {
            b'\'' if depth > 0 => is_quoted = !is_quoted,
            b'(' if !is_quoted => depth += 1,
            b')' if !is_quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        letter == b'/' && depth == 0
    });
    if depth > 0 { path.find('/') } else { end }
}

/// Adds the steps of a segment.
fn push(segment: &str, steps: &mut Vec<Step>) {
    if segment.starts_with(['{', '(']) {
        return steps.push(Step::Key);
    }
    // The table has `subjectRightsRequests{id}`, too.
    let end = segment.find(['(', '{']).unwrap_or(segment.len());
    let (name, rest) = segment.split_at(end);
    let arguments = rest.strip_prefix('(').map(|rest| rest.strip_suffix(')').unwrap_or(rest));
    let names = parameters(arguments.unwrap_or_default());
    let with_parameters = |name: &str| {
        let mut text = name.to_lowercase();
        if !names.is_empty() {
            text.push('(');
            text.push_str(&names.join(","));
            text.push(')');
        }
        text
    };
    let is_call = rest == "()" || !names.is_empty();
    steps.push(match short_name(name) {
        short if is_call => Step::Call(with_parameters(short.map_or(name, |(short, _)| short))),
        Some((short, true)) => Step::Alias(with_parameters(short)),
        Some((short, false)) => Step::Qualified(with_parameters(short)),
        None => Step::Name(with_parameters(name)),
    });
    if !is_call && !rest.is_empty() {
        steps.push(Step::InParentheses);
    }
}

/// The name after a namespace of the service, `microsoft.graph.security.hunt`, or after its alias, `graph.user`; and whether it is the alias.
fn short_name(name: &str) -> Option<(&str, bool)> {
    let after =
        |prefix: &str| name.split_at_checked(prefix.len()).filter(|(start, _)| start.eq_ignore_ascii_case(prefix));
    let is_name = |text: &str| text.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    match (after("microsoft.graph."), after("graph.")) {
        (Some((_, rest)), _) => {
            rest.rsplit('.').next().filter(|_| rest.split('.').all(is_name)).map(|name| (name, false))
        }
        (None, Some((_, rest))) => Some((rest, true)).filter(|(rest, _)| is_name(rest)),
        (None, None) => None,
    }
}

/// The sorted names of the parameters, in lower case: `address` of `address='A1:B2'`. A key has none.
fn parameters(arguments: &str) -> Vec<String> {
    let (mut names, mut current, mut depth, mut is_quoted, mut is_value) = (Vec::new(), String::new(), 0, false, false);
    for letter in arguments.chars() {
        match letter {
            '\'' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => depth -= 1,
            ',' if depth == 0 => is_value = false,
            '=' if depth == 0 && !is_value => {
                names.push(mem::take(&mut current).trim().to_lowercase());
                is_value = true;
            }
            _ if !is_value => current.push(letter),
            _ => {}
        }
    }
    names.sort();
    names
}

/// The name of a function without its parameters.
pub(super) fn without_parameters(name: &str) -> Option<&str> {
    name.split_once('(').map(|(name, _)| name)
}

/// Whether steps begin with a relation within itself: `a/{id}/a/{id}`.
pub(super) fn is_repetition(steps: &[Step]) -> bool {
    let is_key = |step: &Step| matches!(step, Step::Key | Step::InParentheses | Step::Name(_));
    match steps {
        [Step::Name(one), key, Step::Name(other), other_key, ..] => one == other && is_key(key) && is_key(other_key),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(steps: &[Step]) -> String {
        let step = |step: &Step| match step {
            Step::Call(name) if without_parameters(name).is_none() => format!("{name}()"),
            Step::Name(name) | Step::Call(name) => name.clone(),
            Step::Qualified(name) | Step::Alias(name) => format!("~{name}"),
            Step::Key | Step::InParentheses => "{}".to_owned(),
            Step::Names => ":".to_owned(),
        };
        steps.iter().map(step).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn the_steps_of_a_request() {
        for (path, expected) in [
            ("/users/{userId}/messages?$top=1", "users/{}/messages"),
            ("users('ada')/Messages/", "users/{}/messages"),
            ("applications(appId='a/b')/owners", "applications(appid)/owners"),
            ("groups/{id}/members/microsoft.graph.user/$count", "groups/{}/members/~user/$count"),
            ("users/ada/microsoft.graph.security.Hunt()", "users/ada/hunt()"),
            ("chats/getAllMessages()", "chats/getallmessages()"),
            ("drive/microsoft.graph.search(q='v')", "drive/search(q)"),
            ("members/microsoft.graph.user('ada')", "members/~user/{}"),
            ("a/cell(row=1,column='b,c=d')", "a/cell(column,row)"),
            ("a/f(list=[1,2],other={\"x\":1})", "a/f(list,other)"),
            ("me/drive/root:/Docs/a (1).txt:/content", "me/drive/root/:/content"),
            ("me/drive/root:/Docs/a.txt", "me/drive/root/:"),
            ("drives/{id}/items/{id}:/{itemPath}:/content", "drives/{}/items/{}/:/content"),
            ("sites/contoso.com:/teams/hr", "sites/contoso.com/:"),
            ("users(%27ada%27)/%24ref", "users/{}/$ref"),
            ("%75sers/a%2Fb/messages", "users/a/b/messages"),
            ("users/graph.support@contoso.com", "users/graph.support@contoso.com"),
            ("domains/graph.contoso.com", "domains/graph.contoso.com"),
            ("members/graph.user", "members/~user"),
            ("drives/d/root:/a(b.txt:/content", "drives/d/root/:/content"),
            ("drives/d/root:/a(b/c).txt:/content", "drives/d/root/:/content"),
            ("lists/Docs(old)/items", "lists/docs/{}/items"),
            ("lists/a(b/items", "lists/a/{}/items"),
            ("drives/d/root:/f%3A/b.txt:/content", "drives/d/root/:/content"),
            ("lists/a%3A/items", "lists/a:/items"),
            ("users/.../messages", "users/.../messages"),
            ("items(5)/f(a='x/y')", "items/{}/f(a)"),
            ("items(0a1b-2c)", "items/{}"),
            ("", ""),
        ] {
            assert_eq!(shown(&of_request(path)), expected, "{path}");
        }
    }

    #[test]
    fn the_steps_of_the_table() {
        for (path, expected) in [
            ("/me/contactfolders/{id}/childfolders/{id}/.../contacts", "me/contactfolders/{}/childfolders/{}/contacts"),
            ("/me/drive/root:/{item-path}/media", "me/drive/root/:/media"),
            ("/me/drive/root:/{item-path}:/content", "me/drive/root/:/content"),
            ("/me/drive/root:/{item-path}", "me/drive/root/:"),
            ("/teams/(team-id)/channels/{id}}", "teams/{}/channels/{}"),
            ("/security/subjectrightsrequests{id}/getFinalReport", "security/subjectrightsrequests/{}/getfinalreport"),
            ("/sites/getOperationStatus(operationId='{id}')", "sites/getoperationstatus(operationid)"),
            ("/lifecycleworkflows/workflows({id})/previewScope", "lifecycleworkflows/workflows/{}/previewscope"),
            (
                "/range/resizedrange(deltarows={value}, deltacolumns={value})",
                "range/resizedrange(deltacolumns,deltarows)",
            ),
        ] {
            assert_eq!(shown(&of_table(path)), expected, "{path}");
        }
    }

    #[test]
    fn a_repetition_has_two_keys() {
        for (path, expected) in
            [("b/{id}/b/x", true), ("b/{id}/b/x/c", true), ("b/{id}/b", false), ("b/{id}/c/x", false)]
        {
            assert_eq!(is_repetition(&of_request(path)), expected, "{path}");
        }
    }
}
