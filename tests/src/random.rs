//! The random inputs of the tests that mutate what services send.

/// Random numbers: `SplitMix64`.
pub struct Random(u64);

impl Random {
    /// The numbers of a seed, always the same.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number of the seed.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a limit; 0 for the limit 0.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.number() % limit.max(1) as u64).unwrap_or_default()
    }

    /// A random character boundary.
    fn boundary(&mut self, text: &str) -> usize {
        let index = self.below(text.len() + 1);
        (index..=text.len()).find(|index| text.is_char_boundary(*index)).unwrap_or(text.len())
    }

    /// A random range of at most `most` bytes or so.
    fn range(&mut self, text: &str, most: usize) -> std::ops::Range<usize> {
        let start = self.boundary(text);
        let end = (start + self.below(most)).min(text.len());
        start..(end..=text.len()).find(|index| text.is_char_boundary(*index)).unwrap_or(text.len())
    }

    /// A text with some parts replaced, left out, written twice or inserted, and perhaps cut off.
    pub fn mutated(&mut self, seed: &str, parts: &[&str]) -> String {
        let mut text = seed.to_owned();
        for _ in 0..=self.below(4) {
            let part = parts.get(self.below(parts.len())).copied().unwrap_or_default();
            match self.below(5) {
                0 => {
                    let range = self.range(&text, 8);
                    text.replace_range(range, part);
                }
                1 => {
                    let range = self.range(&text, 40);
                    text.replace_range(range, "");
                }
                2 => {
                    let copied = self.range(&text, 60);
                    let copied = text.get(copied).unwrap_or_default().to_owned();
                    let at = self.boundary(&text);
                    text.insert_str(at, &copied);
                }
                3 => {
                    let end = self.boundary(&text);
                    if self.below(4) == 0 {
                        text.truncate(end);
                    }
                }
                _ => {
                    let at = self.boundary(&text);
                    text.insert_str(at, part);
                }
            }
        }
        text
    }
}
