//! Compile-time check that the members of a union have different type tags.

/// The number of marks. Few tags of a union share one, since the largest union of v1.0 has 393 members.
const MARKS: usize = 4096;

/// Fails compilation of a union with two members that have the same tag: the second could never be read.
///
/// Each tag sets a mark. Only a tag whose mark is already set is compared with the others. The compiler interprets this
/// function, and comparing all pairs of a large union would take seconds.
///
/// # Panics
/// At compile time. The panic is the compiler error.
pub const fn assert_distinct(tags: &[&str]) {
    let mut marks = [false; MARKS];
    let mut rest = tags;
    while let Some((tag, following)) = rest.split_first() {
        let bytes = tag.as_bytes();
        assert!(
            bytes.is_empty() || !is_marked(&mut marks, bytes) || occurs_once(bytes, tags),
            "two members of this union have the same `odata_type`: the second could never be read"
        );
        rest = following;
    }
}

/// Sets the mark of the tag. Returns `true` if it was set before.
const fn is_marked(marks: &mut [bool; MARKS], tag: &[u8]) -> bool {
    match marks.split_at_mut_checked(mark_of(tag)) {
        Some((_, [mark, ..])) => core::mem::replace(mark, true),
        _ => true,
    }
}

/// The mark of the tag. The hash takes eight bytes at a time, from the end, where tags differ.
const fn mark_of(tag: &[u8]) -> usize {
    let mut mixed = tag.len() as u64;
    let mut rest = tag;
    while let &[ref before @ .., a, b, c, d, e, f, g, h] = rest {
        mixed =
            (mixed.rotate_left(5) ^ u64::from_le_bytes([a, b, c, d, e, f, g, h])).wrapping_mul(0x517c_c1b7_2722_0a95);
        rest = before;
    }
    // The upper bits are the mixed ones.
    (mixed >> 52) as usize % MARKS
}

const fn occurs_once(tag: &[u8], tags: &[&str]) -> bool {
    let (mut rest, mut count) = (tags, 0);
    while let Some((other, following)) = rest.split_first() {
        if is_same(tag, other.as_bytes()) {
            count += 1;
        }
        rest = following;
    }
    count == 1
}

/// Compares two texts at compile time. It uses only patterns, since each call costs the interpreter many steps.
pub(crate) const fn is_same(mut one: &[u8], mut other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    while let (&[ref one_rest @ .., a, b, c, d], &[ref other_rest @ .., e, f, g, h]) = (one, other) {
        if a != e || b != f || c != g || d != h {
            return false;
        }
        (one, other) = (one_rest, other_rest);
    }
    while let (&[ref one_rest @ .., a], &[ref other_rest @ .., b]) = (one, other) {
        if a != b {
            return false;
        }
        (one, other) = (one_rest, other_rest);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_compared_whole() {
        assert!(is_same(b"#a.b", b"#a.b") && !is_same(b"#a.b", b"#a.c") && !is_same(b"#a", b"#a.b"));
        assert_distinct(&["#a", "", "#b", "", "#ab"]);
    }

    #[test]
    fn more_tags_than_marks_are_distinct() {
        let tags: Vec<String> = (0..MARKS + 200).map(|number| format!("#microsoft.graph.type{number}")).collect();
        assert_distinct(&tags.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    #[should_panic(expected = "the same `odata_type`")]
    fn two_equal_tags_are_refused() {
        assert_distinct(&["#a", "#b", "#a"]);
    }

    #[test]
    #[should_panic(expected = "the same `odata_type`")]
    fn two_equal_long_tags_are_refused() {
        assert_distinct(&["#microsoft.graph.user", "#microsoft.graph.group", "#microsoft.graph.user"]);
    }
}
