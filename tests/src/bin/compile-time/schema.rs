//! The macro with the check against the metadata and without it: the same structs, each a part of one of the service's entity types.
//! One struct shows the cost of a crate, the others that of an expansion.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use graph_csdl::{Definition, Metadata, Primitive, StructuredKind, StructuredType};

use super::crates::{ROUNDS, Result, build, graph_core, median, write};

const STRUCTS: usize = 300;
const PROPERTIES: usize = 10;

/// A name and the arguments of cargo.
const MODES: [(&str, &[&str]); 2] = [("check", &["check"]), ("debug", &["build"])];

/// The budget of a crate and of an expansion.
const OF_A_CRATE: Duration = Duration::from_millis(300);
const OF_AN_EXPANSION: Duration = Duration::from_millis(5);

/// Prints medians, and the cost of a crate and of an expansion.
pub(crate) fn measure(folder: &Path) -> Result<()> {
    let file = file()?;
    let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let metadata = Metadata::parse(&text)?;
    let structs: Vec<String> =
        metadata.definitions().filter_map(|found| part_of(found, &metadata)).take(STRUCTS).collect();
    let Some(first) = structs.first() else { return Err("the metadata has no entity type with properties".into()) };
    println!(
        "{} bytes of metadata; {} structs of {PROPERTIES} properties at most; {ROUNDS} rounds",
        text.len(),
        structs.len()
    );
    let few = Pair::write(folder, "few", first, &file)?;
    let many = Pair::write(folder, "many", &structs.concat(), &file)?;
    println!("{:<8} {:>12} {:>10} {:>10} {:>10}", "", "structs", "unchecked", "checked", "extra");
    let mut missed = Vec::new();
    for (name, arguments) in MODES {
        let of_a_crate = few.measure(name, 1, arguments)?;
        let of_all = many.measure(name, structs.len(), arguments)?;
        let others = u32::try_from(structs.len().saturating_sub(1)).unwrap_or(u32::MAX).max(1);
        let of_an_expansion = of_all.saturating_sub(of_a_crate) / others;
        println!("{name:<8} {:.1} ms a crate, and {:.2} ms an expansion", millis(of_a_crate), millis(of_an_expansion));
        if of_a_crate > OF_A_CRATE || of_an_expansion > OF_AN_EXPANSION {
            missed.push(name);
        }
    }
    match missed.as_slice() {
        [] => println!("within the budget"),
        missed => println!("over the budget: {}", missed.join(", ")),
    }
    Ok(())
}

/// The service's file where it is at hand, or else the tests' own.
fn file() -> Result<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let real = std::env::var_os("GRAPH_METADATA").map_or(workspace.join("../shared/metadata/v1.0.csdl"), PathBuf::from);
    if real.exists() {
        return Ok(real.canonicalize()?);
    }
    println!("{} does not exist: the small file of the tests is used", real.display());
    Ok(workspace.join("tests/metadata/graph.csdl").canonicalize()?)
}

/// The same source twice, with the check and without.
struct Pair {
    unchecked: PathBuf,
    checked: PathBuf,
}

impl Pair {
    fn write(folder: &Path, name: &str, source: &str, file: &Path) -> Result<Self> {
        let core = graph_core("schema")?;
        let file = file.display().to_string();
        let named = format!("{core}\n\n[package.metadata.graph]\nschema = {file:?}");
        Ok(Self {
            unchecked: write(folder, &format!("{name}-unchecked"), &core, source)?,
            checked: write(folder, &format!("{name}-checked"), &named, source)?,
        })
    }

    /// What the check adds.
    fn measure(&self, mode: &str, structs: usize, arguments: &[&str]) -> Result<Duration> {
        for krate in [&self.unchecked, &self.checked] {
            build(krate, arguments)?; // the dependencies
        }
        let (mut unchecked, mut checked) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            unchecked.push(build(&self.unchecked, arguments)?);
            checked.push(build(&self.checked, arguments)?);
        }
        let (unchecked, checked) = (median(unchecked), median(checked));
        let extra = checked.saturating_sub(unchecked);
        println!(
            "{mode:<8} {structs:>12} {:>8.2} s {:>8.2} s {:>8.2} s",
            unchecked.as_secs_f64(),
            checked.as_secs_f64(),
            extra.as_secs_f64()
        );
        Ok(extra)
    }
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

/// A struct with the first properties of an entity type that are primitive.
fn part_of(definition: &Definition, metadata: &Metadata) -> Option<String> {
    let Definition::Structured(of) = definition else { return None };
    if of.kind != StructuredKind::Entity || of.annotations.deprecation.is_some() {
        return None;
    }
    let fields: Vec<String> =
        metadata.properties(&of.name).filter_map(|property| field(of, property, metadata)).take(PROPERTIES).collect();
    if fields.len() < 3 {
        return None;
    }
    let name = of.name.replace('.', "_");
    let mut text = String::new();
    // Writing to a `String` can't fail.
    let _ = writeln!(
        text,
        "#[allow(non_camel_case_types)]\n#[graph_core::graph_entity(odata_type = \"{}\")]\npub struct {name} {{\n{}}}\n\
         pub fn read_{name}(text: &str) -> serde_json::Result<{name}> {{ serde_json::from_str(text) }}",
        of.name,
        fields.concat()
    );
    Some(text)
}

fn field(of: &StructuredType, property: &graph_csdl::Property, metadata: &Metadata) -> Option<String> {
    let ty = match property.ty.primitive()? {
        Primitive::String => "String",
        Primitive::Boolean => "bool",
        Primitive::Int32 => "i32",
        Primitive::Int64 => "i64",
        Primitive::Double => "f64",
        Primitive::DateTimeOffset => "chrono::DateTime<chrono::FixedOffset>",
        _ => return None,
    };
    let ty = if property.ty.is_collection { format!("Vec<{ty}>") } else { ty.to_owned() };
    let is_key = metadata.key(&of.name).contains(&property.name);
    let mark = match (is_key, property.annotations.is_read_only()) {
        (true, _) => "key, ",
        (false, true) => "read_only, ",
        (false, false) => "",
    };
    let name = property.name.to_lowercase();
    Some(format!("    #[graph({mark}rename = \"{}\")]\n    pub r#{name}: Option<{ty}>,\n", property.name))
}
