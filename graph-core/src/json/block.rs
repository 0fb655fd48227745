//! Search in a block of 16 bytes, all at once.

/// Returns `true` for a byte that a string escapes: a quotation mark, a backslash, a control character.
#[allow(
    clippy::needless_bitwise_bool,
    reason = "rustc compiles lazy operators to branches, not to vector instructions"
)]
pub(super) fn is_special(byte: u8) -> bool {
    (byte == b'"') | (byte == b'\\') | (byte < b' ')
}

/// The index of the first special byte.
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
#[inline]
pub(super) fn first_special(block: &[u8; 16]) -> Option<usize> {
    use safe_arch::{cmp_eq_mask_i8_m128i, load_unaligned_m128i, min_u8_m128i, move_mask_i8_m128i, set_splat_i8_m128i};

    let block = load_unaligned_m128i(block);
    let each = |byte: u8| set_splat_i8_m128i(byte.cast_signed());
    let is_control = cmp_eq_mask_i8_m128i(block, min_u8_m128i(block, each(b' ' - 1)));
    let is_special = is_control | cmp_eq_mask_i8_m128i(block, each(b'"')) | cmp_eq_mask_i8_m128i(block, each(b'\\'));
    let found = move_mask_i8_m128i(is_special);
    (found != 0).then(|| found.trailing_zeros() as usize)
}

#[cfg(not(all(target_arch = "x86_64", target_feature = "sse2")))]
pub(super) use first_special_on_any_machine as first_special;

/// The same without instructions of a processor.
#[cfg(any(test, not(all(target_arch = "x86_64", target_feature = "sse2"))))]
#[inline]
pub(super) fn first_special_on_any_machine(block: &[u8; 16]) -> Option<usize> {
    let mut found = [0; 16];
    // This loop becomes vector instructions; `map` does not.
    for (found, byte) in found.iter_mut().zip(block) {
        *found = if is_special(*byte) { u8::MAX } else { 0 };
    }
    let found = u128::from_le_bytes(found);
    (found != 0).then(|| found.trailing_zeros() as usize / 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_is_found_at_each_place() {
        for byte in 0..=u8::MAX {
            for (before, after) in [(b'a', b'a'), (b'z', b'"'), (0xFF, 0), (0x80, b'\\'), (b' ', byte)] {
                for at in 0..16 {
                    let mut block = [before; 16];
                    for (index, place) in block.iter_mut().enumerate().skip(at) {
                        *place = if index == at { byte } else { after };
                    }
                    let expected = block.iter().position(|byte| is_special(*byte));
                    assert_eq!(first_special(&block), expected, "{block:?}");
                    assert_eq!(first_special_on_any_machine(&block), expected, "{block:?}");
                }
            }
        }
    }
}
