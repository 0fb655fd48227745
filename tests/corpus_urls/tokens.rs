//! The tokens of a condition, so that quoted text is not normalized.

/// A token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// A string with its quotes.
    Quoted(String),
    /// A name, a number, a `Guid`, a date, a time.
    Word(String),
    /// One or more spaces.
    Blank,
    /// Any other character.
    Sign(char, String),
}

impl Token {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Quoted(text) | Self::Word(text) | Self::Sign(_, text) => text,
            Self::Blank => " ",
        }
    }

    pub(crate) fn is(&self, sign: char) -> bool {
        matches!(self, Self::Sign(own, _) if *own == sign)
    }

    pub(crate) fn is_word(&self, word: &str) -> bool {
        matches!(self, Self::Word(own) if own == word)
    }
}

/// The parts of a text.
pub(crate) fn of(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        tokens.push(match letter {
            // A doubled quote ends a text and begins the next: two parts, which are compared all the same.
            '\'' => Token::Quoted(quoted(&mut letters)),
            ' ' => {
                while letters.next_if_eq(&' ').is_some() {}
                Token::Blank
            }
            letter if is_in_word(letter) => {
                let mut word = String::from(letter);
                // A colon belongs to a time, not to the variable of a lambda.
                let follows = |word: &str, next: char| {
                    is_in_word(next) || (next == ':' && word.starts_with(|first: char| first.is_ascii_digit()))
                };
                while let Some(next) = letters.next_if(|next| follows(&word, *next)) {
                    word.push(next);
                }
                Token::Word(word)
            }
            sign => Token::Sign(sign, sign.to_string()),
        });
    }
    tokens
}

fn quoted(letters: &mut impl Iterator<Item = char>) -> String {
    let mut text = String::from('\'');
    for letter in letters {
        text.push(letter);
        if letter == '\'' {
            break;
        }
    }
    text
}

fn is_in_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.' | '$')
}

/// The position of the parenthesis that closes the one at `open`.
pub(crate) fn closing(tokens: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (position, token) in tokens.iter().enumerate().skip(open) {
        if token.is('(') {
            depth += 1;
        } else if token.is(')') {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(position);
            }
        }
    }
    None
}
