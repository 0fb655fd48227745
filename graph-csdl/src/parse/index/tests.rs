use super::*;

fn names(text: &str) -> Vec<String> {
    match index(text) {
        Ok(found) => found.declarations.into_iter().map(|declaration| declaration.name).collect(),
        Err(error) => vec![error.into_error(text).to_string()],
    }
}

fn schema(content: &str) -> String {
    format!("<edmx:Edmx Version=\"4.0\"><Schema Namespace=\"n\" Alias=\"a\">{content}</Schema></edmx:Edmx>")
}

#[test]
fn declarations_are_found_in_any_form() {
    for (content, found) in [
        ("<EntityType Name=\"x\"/>", vec!["n.x"]),
        ("<EntityType Name=\"x\"></EntityType>", vec!["n.x"]),
        ("<EntityType Name=\"x\" ></EntityType \n>", vec!["n.x"]),
        ("<EntityType Name='x'/><ComplexType Name='y' />", vec!["n.x", "n.y"]),
        ("<EntityType\n\tName = \"x\"\r\n/>", vec!["n.x"]),
        ("<e:EntityType Name=\"x\"><e:EntityType2/></e:EntityType>", vec!["n.x"]),
        ("<EntityType Name=\"x\" Other=\"/>\"></EntityType>", vec!["n.x"]),
        ("<EntityType Other='\"' Name='>'/><EnumType Name=\"y\"/>", vec!["n.>", "n.y"]),
        ("<EntityType Name=\"x\"><!-- </EntityType> <Schema> --></EntityType>", vec!["n.x"]),
        ("<EntityType Name=\"x\"><![CDATA[</EntityType>]]><?a </EntityType>?></EntityType>", vec!["n.x"]),
        ("<!-- <EntityType Name=\"x\"/> --><![CDATA[<EntityType Name=\"x\"/>]]>", vec![]),
        ("<EntityTypes Name=\"x\"/><Term Name=\"t\" Type=\"a>b\"/>", vec![]),
        ("<Function Name=\"f\"/><Action Name=\"f\"/><TypeDefinition Name=\"t\"/>", vec!["n.f", "n.f", "n.t"]),
        ("<Annotations Target=\"a.f( a.x , Edm.String)\"/>", vec!["n.f(n.x,Edm.String)"]),
    ] {
        assert_eq!(names(&schema(content)), found, "{content}");
    }
}

#[test]
fn bases_and_ranges_are_those_of_the_text() {
    let text = schema("<EntityType Name=\"x\" BaseType=\"a.y\"><Key/></EntityType> <EntityType Name=\"z\"/>");
    let found = index(&text).map_err(|error| error.into_error(&text)).unwrap().declarations;
    let texts: Vec<_> = found.iter().map(|declaration| text.get(declaration.range.clone()).unwrap()).collect();
    assert_eq!(texts, ["<EntityType Name=\"x\" BaseType=\"a.y\"><Key/></EntityType>", "<EntityType Name=\"z\"/>"]);
    assert_eq!((found[0].base.as_deref(), found[1].base.as_deref()), (Some("n.y"), None));
}

#[test]
fn a_file_may_begin_with_a_mark_and_have_several_schemas() {
    let text = "\u{feff}<?xml version=\"1.0\"?>\r\n<!DOCTYPE x><m:Edmx Version='4.01'><m:DataServices><Schema Namespace='a'>\
        <EnumType Name='x'/></Schema><Schema Namespace='e'/><s:Schema Namespace='b'><EnumType Name='x'/></s:Schema >\
        </m:DataServices></m:Edmx>\n<!-- the end -->";
    assert_eq!(names(text), ["a.x", "b.x"]);
    assert_eq!(names("<Schema Namespace=\"a\"><EnumType Name=\"x\"/></Schema>"), ["a.x"]);
}

#[test]
fn a_text_that_is_not_csdl_is_an_error() {
    let beginning = "line 1, column 1: this is not CSDL: ";
    for (text, error) in [
        ("", "it is empty"),
        ("\u{feff}\n ", "it is empty"),
        ("{\"$Version\": \"4.0\"}", "it begins with `{`, not with XML"),
        ("users", "it begins with `u`, not with XML"),
        ("<!DOCTYPE html><html><body>Sign in</body></html>", "it has no `<Schema>`"),
        ("<edmx:Edmx Version=\"4.0\"></edmx:Edmx>", "it has no `<Schema>`"),
    ] {
        let found = names(text);
        assert!(found[0].ends_with(&format!("this is not CSDL: {error}")), "{found:?}");
        assert!(text.starts_with('\u{feff}') || found[0].starts_with(beginning), "{found:?}");
    }
}

#[test]
fn an_error_has_its_position() {
    for (text, error) in [
        ("<Edmx Version=\"1.0\">", "line 1, column 1: CSDL 1.0 is not supported: expected 4.0"),
        ("<Edmx>", "line 1, column 1: CSDL without a version is not supported: expected 4.0"),
        ("<Schema>", "line 1, column 1: `<Schema>` has no `Namespace`"),
        ("<Schema Namespace=\"\">", "line 1, column 1: `<Schema>` has no `Namespace`"),
        ("<EnumType Name=\"x\"/>", "line 1, column 1: this declaration is not in a `<Schema>`"),
        ("<Schema Namespace='n'>\n <EnumType/>", "line 2, column 2: `<EnumType>` has no `Name`"),
        ("<Schema Namespace='n'><Annotations/>", "line 1, column 23: `<Annotations>` has no `Target`"),
        ("<Schema Namespace='n'><e:EnumType Name=''/>", "line 1, column 23: `<EnumType>` has no `Name`"),
        (
            "<Schema Namespace='n'>\n<EnumType Name=\"x\">\n",
            "line 2, column 1: the file ends within this `<EnumType>`: it is cut off",
        ),
        (
            "<Schema Namespace='n'><EnumType Name=\"x",
            "line 1, column 23: the file ends within this `<EnumType>`: it is cut off",
        ),
        ("<Schema Namespace='n'><EnumType Name='x'></Schema>", "line 1, column 23: this `<EnumType>` has no end tag"),
        ("<Schema Namespace='n'><EnumType Name='x'></EnumType x>", "line 1, column 42: `</EnumType` has no `>`"),
        ("<Schema Namespace='n'><!-- ", "line 1, column 23: `<!--` has no `-->`"),
        ("<Schema Namespace='n'><EnumType Name='x'><![CDATA[", "line 1, column 42: `<![CDATA[` has no `]]>`"),
        ("<Schema Namespace='n'>\n", "line 2, column 1: the file ends within its `<Schema>`: it is cut off"),
        ("<Schema Namespace='n'></Schema", "line 1, column 23: `</Schema` has no `>`"),
        (
            "<Edmx Version='4.0'><Schema Namespace='n'/>",
            "line 1, column 44: the file ends within its `<Edmx>`: it is cut off",
        ),
        ("<Schema Namespace='n'/></Schema>", "line 1, column 24: `</Schema>` ends nothing that began"),
        (
            "<Schema Namespace='n'><Schema Namespace='m'/></Schema>",
            "line 1, column 23: this `<Schema>` begins within another one, which has no end tag",
        ),
        (
            "<Schema Namespace='n' Alias='a'/><Schema Namespace='m' Alias='a'/>",
            "line 1, column 34: `a` is the alias of `m` and of `n`",
        ),
        (
            "<Schema Namespace='n' Namespace='m'/>",
            "line 1, column 1: an attribute of `<Schema>` is not well-formed: position 21: duplicated attribute, previous declaration at position 7",
        ),
    ] {
        assert_eq!(names(text), [error], "{text}");
    }
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_an_error() {
    let text = schema(
        "<!-- ä --><EntityType Name=\"x\" BaseType='a.y'><Key/><![CDATA[>]]></EntityType><Term/>\
         <Annotations Target=\"a.x\"><Annotation Term='t'/></Annotations>",
    );
    assert_eq!(names(&text), ["n.x", "n.x"]);
    for (end, _) in text.char_indices() {
        let error = index(text.get(..end).unwrap()).err().map(|error| error.into_error(&text).to_string());
        assert!(error.is_some(), "{end}");
    }
}
