//! Modules import one way: from modules above them in the list of their common parent, never from a parent.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The crates whose modules import one way.
const CRATES: [&str; 5] = ["graph-csdl", "graph-codegen", "graph-core", "graph-cli", "graph-emulator"];

#[test]
fn modules_import_only_from_those_above_them() -> io::Result<()> {
    for name in CRATES {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name).join("src");
        let house = Crate::read(&source)?;
        assert!(house.modules.len() > 1, "{name} has no modules");
        let backward: Vec<String> = house.modules.iter().flat_map(|module| house.backward_imports(module)).collect();
        assert!(backward.is_empty(), "{name}:\n{}", backward.join("\n"));
    }
    Ok(())
}

#[test]
fn backward_imports_are_found() {
    let module = |path: &[&str], source: &str| Module {
        path: path.iter().map(|&name| name.to_owned()).collect(),
        file: path.join("/").into(),
        source: source.to_owned(),
    };
    let house = Crate::new(vec![
        module(&[], "mod low;\nmod high;\npub use high::inner::Inner;\n"),
        module(&["low"], "use std::fmt;\nuse super::high;\n// use crate::high;\n"),
        module(&["high"], "mod base;\nmod inner;\nuse crate::low::{A, b::{B, C}};\n"),
        module(
            &["high", "base"],
            "use crate::{\n    low::A,\n    high::inner::Inner as I,\n};\nfn f() { super::g() }\n",
        ),
        module(
            &["high", "inner"],
            "use super::base;\nmod sealed {\n    use super::Own;\n}\n#[cfg(test)]\nmod tests {\n    use super::*;\n}\n",
        ),
    ]);
    let backward: Vec<String> = house.modules.iter().flat_map(|module| house.backward_imports(module)).collect();
    assert_eq!(
        backward,
        [
            "low: `super::high` is below it",
            "high/base: `crate::high::inner::Inner` is below it",
            "high/base: `super::g` is its parent's",
        ]
    );
}

struct Module {
    path: Vec<String>,
    file: PathBuf,
    source: String,
}

struct Crate {
    modules: Vec<Module>,
    /// The place of each module in its parent's list.
    order: HashMap<Vec<String>, usize>,
}

impl Crate {
    fn new(modules: Vec<Module>) -> Self {
        let mut order = HashMap::new();
        for module in &modules {
            for (place, child) in declared_modules(&module.source).enumerate() {
                order.insert([module.path.as_slice(), &[child.to_owned()]].concat(), place);
            }
        }
        Self { modules, order }
    }

    fn read(source: &Path) -> io::Result<Self> {
        let mut modules = Vec::new();
        read_folder(source, &[], &mut modules)?;
        modules.sort_by(|a: &Module, b| a.file.cmp(&b.file));
        Ok(Self::new(modules))
    }

    fn backward_imports(&self, module: &Module) -> Vec<String> {
        let paths = paths(&module.source, &module.path).into_iter();
        let backward = paths.filter_map(|(inside, written)| {
            let target = self.target(&inside, &written)?;
            let own = &module.path;
            let place = |path: &[String], end: usize| path.get(..=end).and_then(|module| self.order.get(module));
            let common = own.iter().zip(&target).take_while(|(one, other)| one == other).count();
            let why = if common == own.len() {
                return None;
            } else if common == target.len() {
                "is its parent's"
            } else if place(&target, common) > place(own, common) {
                "is below it"
            } else {
                return None;
            };
            Some(format!("{}: `{}` {why}", module.file.display(), written.join("::")))
        });
        backward.collect()
    }

    /// The module that a path begins with; `None` where that is another crate's.
    fn target(&self, inside: &[String], written: &[String]) -> Option<Vec<String>> {
        let mut target = inside.to_vec();
        let mut rest = written.iter().peekable();
        match rest.peek()?.as_str() {
            "crate" => target.clear(),
            "self" => {}
            "super" => {
                while rest.next_if(|segment| *segment == "super").is_some() {
                    target.pop();
                }
            }
            first => {
                self.order.get(&[inside, &[first.to_owned()]].concat())?;
            }
        }
        rest.next_if(|segment| matches!(segment.as_str(), "crate" | "self"));
        for segment in rest {
            target.push(segment.clone());
            if !self.order.contains_key(&target) {
                target.pop();
                break;
            }
        }
        Some(target)
    }
}

fn read_folder(folder: &Path, path: &[String], modules: &mut Vec<Module>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if name == "tests" {
            continue;
        }
        let own = match name.as_str() {
            "lib" | "main" | "mod" => path.to_vec(),
            _ => [path, std::slice::from_ref(&name)].concat(),
        };
        if file.is_dir() {
            read_folder(&file, &own, modules)?;
        } else if file.extension().is_some_and(|extension| extension == "rs") {
            modules.push(Module { path: own, source: fs::read_to_string(&file)?, file });
        }
    }
    Ok(())
}

/// The names of the `mod name;` lines, in their order.
fn declared_modules(source: &str) -> impl Iterator<Item = &str> {
    let lines = source.lines().filter(|line| line.ends_with(';'));
    lines.filter_map(|line| {
        let line = line.strip_prefix("pub(crate) ").or_else(|| line.strip_prefix("pub ")).unwrap_or(line);
        line.strip_prefix("mod ")?.strip_suffix(';')
    })
}

/// The paths of a module's imports and calls outside of its tests, each with the module that it is written in.
fn paths(source: &str, module: &[String]) -> Vec<(Vec<String>, Vec<String>)> {
    let mut paths = Vec::new();
    let mut inside = module.to_vec();
    let mut lines = source.lines().filter(|line| !line.trim_start().starts_with("//")).peekable();
    while let Some(line) = lines.next() {
        if line == "#[cfg(test)]" && lines.peek().is_some_and(|next| next.contains("mod ") && next.ends_with('{')) {
            break;
        }
        let item = line.trim_start().trim_start_matches("pub(crate) ").trim_start_matches("pub ");
        if let Some(tree) = item.strip_prefix("use ") {
            let mut tree = tree.to_owned();
            while !tree.contains(';') {
                tree.push_str(lines.next().unwrap_or(";").trim());
            }
            let tree = tree.split(';').next().unwrap_or_default();
            paths.extend(leaves(tree, &[]).into_iter().map(|leaf| (inside.clone(), leaf)));
        } else if let Some(name) = item.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(" {")) {
            inside.push(name.to_owned());
        } else if line == "}" {
            inside.truncate(module.len());
        } else {
            let words = line.split(|char: char| !char.is_alphanumeric() && !matches!(char, '_' | ':'));
            // A string literal may end in the separator: `"super::{}"`.
            let words = words.filter(|word| !word.ends_with("::"));
            let words = words.filter(|word| word.starts_with("crate::") || word.starts_with("super::"));
            paths.extend(words.map(|word| (inside.clone(), word.split("::").map(str::to_owned).collect())));
        }
    }
    paths
}

/// The paths of an import: `a::{b, c::d}` has two.
fn leaves(tree: &str, above: &[String]) -> Vec<Vec<String>> {
    let tree = tree.trim();
    let segments = |text: &str| {
        let text = text.split(" as ").next().unwrap_or_default();
        let own = text.split("::").map(str::trim).filter(|segment| !segment.is_empty()).map(str::to_owned);
        above.iter().cloned().chain(own).collect::<Vec<String>>()
    };
    let Some((prefix, group)) = tree.split_once('{') else { return vec![segments(tree)] };
    let above = segments(prefix);
    let group = group.strip_suffix('}').unwrap_or(group);
    let mut depth = 0_usize;
    let elements = group.split(|char| {
        match char {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        char == ',' && depth == 0
    });
    elements.filter(|element| !element.trim().is_empty()).flat_map(|element| leaves(element, &above)).collect()
}
