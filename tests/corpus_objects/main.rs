//! Every object of the example corpus whose type is declared is read, and keeps all its declared properties.

mod types;
mod excluded;
mod unions;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use chrono::{DateTime, NaiveTime};
use graph_core::Binary;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::excluded::EXCLUDED;
use crate::types::Declared;
use crate::unions::Alternatives;

/// A line of `entity_objects.jsonl`.
struct Sample {
    id: String,
    type_name: String,
    object: Value,
}

fn samples() -> Result<Vec<Sample>, Box<dyn std::error::Error>> {
    let directory = std::env::var_os("GRAPH_CORPUS_DIR").map(PathBuf::from);
    let directory = directory.unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus").into());
    let file = directory.join("entity_objects.jsonl");
    let lines = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let text =
        |line: &Value, name: &str| line[name].as_str().map(str::to_owned).ok_or(format!("no `{name}` in a line"));
    let mut samples = Vec::new();
    for line in lines.lines() {
        let line: Value = serde_json::from_str(line)?;
        let object = serde_json::from_str(&text(&line, "json")?)?;
        samples.push(Sample { id: text(&line, "id")?, type_name: text(&line, "type")?, object });
    }
    Ok(samples)
}

/// The declared properties of each type, by its name.
type Properties<'a> = BTreeMap<&'static str, &'a BTreeSet<&'static str>>;

/// The result of a comparison.
#[derive(Default)]
struct Findings {
    /// Properties that were `null` and are absent, which `Option` does not distinguish.
    nulls: usize,
    /// Numbers that were strings, or integers that are members.
    as_text: usize,
    differences: Vec<String>,
}

/// Compares an object with its round trip, by the properties that are declared at each level.
struct Comparison<'a> {
    properties: &'a Properties<'a>,
    findings: Findings,
}

impl Comparison<'_> {
    fn object(&mut self, own: Option<&BTreeSet<&'static str>>, before: &Value, after: &Value, at: &str) {
        let (Some(before), Some(after)) = (before.as_object(), after.as_object()) else {
            return self.differs(at, "is not an object");
        };
        let tag = after.get("@odata.type").and_then(Value::as_str).map(type_name);
        let known = own.or_else(|| self.properties.get(tag?).copied());
        let sent_tag = before.get("@odata.type").and_then(Value::as_str).map(type_name);
        if sent_tag.is_some() && sent_tag != tag {
            self.differs(at, "has another type");
        }
        // An object without a struct is a map or JSON: all of it is kept.
        let kept = |name: &str| known.is_none_or(|known| known.contains(name)) && name != "@odata.type";
        for (name, value) in before.iter().filter(|(name, _)| kept(name)) {
            let at = format!("{at}/{name}");
            match after.get(name) {
                Some(again) => self.value(value, again, &at),
                None if value.is_null() && known.is_some() => self.findings.nulls += 1,
                None => self.differs(&at, "is lost"),
            }
        }
        let added = |name: &&String| !before.contains_key(*name) && (known.is_none() || *name != "@odata.type");
        for name in after.keys().filter(added) {
            self.differs(&format!("{at}/{name}"), "was added");
        }
    }

    fn value(&mut self, before: &Value, after: &Value, at: &str) {
        match (before, after) {
            (Value::Object(_), Value::Object(_)) => self.object(None, before, after, at),
            (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
                for (index, (before, after)) in before.iter().zip(after).enumerate() {
                    self.value(before, after, &format!("{at}/{index}"));
                }
            }
            (Value::String(before), Value::String(after)) if same_text(before, after) => {}
            (Value::Number(before), Value::Number(after)) if same_number(before, after) => {}
            (Value::String(text), Value::Number(number)) | (Value::Number(number), Value::String(text))
                if *text == number.to_string() =>
            {
                self.findings.as_text += 1;
            }
            _ if before == after => {}
            _ => self.differs(at, "has another value"),
        }
    }

    fn differs(&mut self, at: &str, how: &str) {
        self.findings.differences.push(format!("{at} {how}"));
    }
}

fn type_name(tag: &str) -> &str {
    tag.trim_start_matches('#')
}

/// Integers are the same to the last digit; `3` may become `3.0`.
fn same_number(before: &serde_json::Number, after: &serde_json::Number) -> bool {
    before == after || ((before.is_f64() || after.is_f64()) && before.as_f64() == after.as_f64())
}

/// A string or its meaning: an instant with its offset and its whole fraction, a time of day, a GUID in any case, a member
/// of an enumeration in another case than the metadata's, bytes whose last letter has bits too many.
fn same_text(before: &str, after: &str) -> bool {
    let moment = |text: &str| DateTime::parse_from_rfc3339(text).ok().map(|moment| (moment, *moment.offset()));
    let time = |text: &str| text.parse::<NaiveTime>().ok();
    let guid = |text: &str| text.parse::<Uuid>().ok();
    let bytes = |text: &str| text.parse::<Binary>().ok();
    let is_name = |text: &str| text.starts_with(|first: char| first.is_ascii_lowercase()) && !text.contains(' ');
    before == after
        || (is_name(after) && before.eq_ignore_ascii_case(after))
        || moment(before).is_some_and(|before| Some(before) == moment(after))
        || time(before).is_some_and(|before| Some(before) == time(after))
        || guid(before).is_some_and(|before| Some(before) == guid(after))
        || (before.len() == after.len() && bytes(before).is_some_and(|before| Some(before) == bytes(after)))
}

/// The results of a type's objects.
#[derive(Default)]
struct Tally {
    objects: usize,
    decoded: usize,
    excluded: usize,
    nulls: usize,
    as_text: usize,
}

/// Removes a faulty property from an object.
fn take(object: &mut Value, place: &str) -> Result<(), String> {
    let (parent, name) = place.rsplit_once('/').ok_or("a place starts with `/`")?;
    let parent = object.pointer_mut(parent).and_then(Value::as_object_mut).ok_or("no such place")?;
    parent.remove(name).map(drop).ok_or(format!("nothing at {place}"))
}

/// The object without its faults, each of which would prevent its reading.
fn without_faults(of: &Declared, sample: &Sample) -> Result<Value, String> {
    let faults: Vec<_> = EXCLUDED.iter().filter(|(id, ..)| *id == sample.id).map(|(_, place, _)| *place).collect();
    for fault in &faults {
        let mut object = sample.object.clone();
        faults.iter().filter(|other| *other != fault).try_for_each(|other| take(&mut object, other))?;
        if (of.round_trip)(&object).is_ok() {
            return Err(format!("is excluded for {fault}, but can be read"));
        }
    }
    let mut object = sample.object.clone();
    faults.iter().try_for_each(|fault| take(&mut object, fault))?;
    Ok(object)
}

fn check(of: &Declared, sample: &Sample, properties: &Properties<'_>, tally: &mut Tally) -> Result<(), String> {
    tally.objects += 1;
    let object = without_faults(of, sample)?;
    tally.excluded += usize::from(object != sample.object);
    let again = (of.round_trip)(&object).map_err(|error| error.to_string())?;
    let mut comparison = Comparison { properties, findings: Findings::default() };
    comparison.object(Some(&of.properties), &object, &again, "");
    tally.nulls += comparison.findings.nulls;
    tally.as_text += comparison.findings.as_text;
    if !comparison.findings.differences.is_empty() {
        return Err(comparison.findings.differences.join(", "));
    }
    tally.decoded += 1;
    Ok(())
}

fn by_type(types: &[Declared]) -> Properties<'_> {
    let mut properties = BTreeMap::new();
    for of in types {
        assert!(properties.insert(of.name, &of.properties).is_none(), "{} is declared twice", of.name);
    }
    for of in types {
        for derived in of.derived {
            properties.entry(derived).or_insert(&of.properties);
        }
    }
    properties
}

#[test]
#[ignore = "needs the corpus of examples: `just service` runs it"]
fn declared_objects_come_back() -> Result<(), Box<dyn std::error::Error>> {
    let samples = samples()?;
    let types = types::all();
    let properties = by_type(&types);
    let mut failures = Vec::new();
    let mut met = 0;
    println!("{:>8} {:>8} {:>8} {:>6} {:>6}  type", "objects", "decoded", "excluded", "nulls", "texts");
    for of in &types {
        let mut tally = Tally::default();
        let matches = |name: &str| name == of.name || of.derived.contains(&name);
        for sample in samples.iter().filter(|sample| matches(&sample.type_name)) {
            if let Err(problem) = check(of, sample, &properties, &mut tally) {
                failures.push(format!("{} as {}: {problem}", sample.id, of.name));
            }
        }
        met += usize::from(of.is_entity && tally.objects > 0);
        let Tally { objects, decoded, excluded, nulls, as_text } = tally;
        println!("{objects:>8} {decoded:>8} {excluded:>8} {nulls:>6} {as_text:>6}  {}", of.name);
    }
    let compared = samples.iter().filter(|sample| properties.contains_key(sample.type_name.as_str()));
    let compared: BTreeSet<_> = compared.map(|sample| sample.id.as_str()).collect();
    assert!(EXCLUDED.iter().all(|(id, ..)| compared.contains(id)), "an excluded object is not among those compared");
    assert!(failures.is_empty(), "{} objects fail:\n{}", failures.len(), failures.join("\n"));
    println!("{met} entity types have objects");
    assert!(met >= 28, "only {met} entity types have objects");
    Ok(())
}

/// Each union reads the objects of the types that derive from its own: into the variant of their type.
#[test]
#[ignore = "needs the corpus of examples: `just service` runs it"]
fn unions_tell_their_objects_apart() -> Result<(), Box<dyn std::error::Error>> {
    let samples = samples()?;
    let types = types::all();
    let properties = by_type(&types);
    let (mut failures, mut known, mut other) = (Vec::new(), 0, 0);
    for union in unions::all() {
        let Some(of) = types.iter().find(|of| of.name == union.name) else { return Err(union.name.into()) };
        let matches = |name: &str| name == of.name || of.derived.contains(&name);
        for sample in samples.iter().filter(|sample| matches(&sample.type_name)) {
            let own = union.variants.iter().find(|(name, _)| *name == sample.type_name);
            let variant = own.map_or("Other", |(_, variant)| variant);
            *if own.is_some() { &mut known } else { &mut other } += 1;
            if let Err(problem) = check_union(&union, &types, sample, variant, &properties) {
                failures.push(format!("{} as any {}: {problem}", sample.id, of.name));
            }
        }
    }
    assert!(failures.is_empty(), "{} objects fail:\n{}", failures.len(), failures.join("\n"));
    println!("{known} objects of a declared type, {other} of another");
    assert!(known >= 100 && other >= 100, "{known} objects of a declared type, {other} of another");
    Ok(())
}

fn check_union(
    union: &Alternatives,
    types: &[Declared],
    sample: &Sample,
    variant: &str,
    properties: &Properties<'_>,
) -> Result<(), String> {
    let member = types.iter().find(|of| of.name == sample.type_name && variant != "Other");
    let object = member.map_or_else(|| Ok(sample.object.clone()), |of| without_faults(of, sample))?;
    let read = (union.read)(&object).map_err(|error| error.to_string())?;
    if (read.variant.as_str(), read.type_name.as_str()) != (variant, sample.type_name.as_str()) {
        return Err(format!("is read as {} of the type {}", read.variant, read.type_name));
    }
    if variant == "Other" {
        return if read.written == object { Ok(()) } else { Err("is not kept whole".to_owned()) };
    }
    let mut comparison = Comparison { properties, findings: Findings::default() };
    comparison.object(member.map(|of| &of.properties), &object, &read.written, "");
    let differences = comparison.findings.differences;
    if differences.is_empty() { Ok(()) } else { Err(differences.join(", ")) }
}

#[test]
fn lost_and_changed_values_are_found() {
    let types = types::all();
    let properties = by_type(&types);
    let differences = |before: Value, after: Value| {
        let mut comparison = Comparison { properties: &properties, findings: Findings::default() };
        comparison.value(&before, &after, "");
        comparison.findings.differences
    };
    let event =
        |body: Value, at: &str| json!({"@odata.type": "#microsoft.graph.event", "body": body, "originalStart": at});
    let body = |text: Value| json!({"@odata.type": "#microsoft.graph.itemBody", "content": text});
    let before = event(json!({"content": "x", "contentType": "html", "new": 1}), "2026-01-01T08:00:00.1200+01:00");
    let after = event(body(json!("x")), "2026-01-01T07:00:00.12Z");
    assert_eq!(differences(before, after), ["/body/contentType is lost", "/originalStart has another value"]);
    let before = event(json!({"content": 9_007_199_254_740_993_u64, "contentType": null}), "2026-01-01T08:00:00.120Z");
    let after = event(body(json!(9_007_199_254_740_992_u64)), "2026-01-01T08:00:00.12+00:00");
    assert_eq!(differences(before, after), ["/body/content has another value"]);
    assert_eq!(differences(json!({"a": 1}), json!({"b": 1})), ["/a is lost", "/b was added"]);
    assert_eq!(differences(json!({"a": "html"}), json!({"a": "HTML"})), ["/a has another value"]);
}
