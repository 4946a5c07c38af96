//! The words that make numbers, and the company in which they do not.

pub(super) const SMALL: [&str; 28] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
];

pub(super) const SCALES: [&str; 10] =
    ["hundred", "thousand", "million", "billion", "trillion", "hundreds", "thousands", "millions", "billions", "dozen"];

/// Words that are an amount by themselves. "Single" and "couple" are left to the author: they are as often a manner of speaking.
pub(super) const ALONE: [&str; 22] = [
    "dozens",
    "twice",
    "thrice",
    "double",
    "doubled",
    "doubles",
    "doubling",
    "trebled",
    "tripled",
    "treble",
    "triple",
    "quadrupled",
    "halved",
    "halves",
    "halving",
    "twofold",
    "threefold",
    "fourfold",
    "fivefold",
    "sixfold",
    "tenfold",
    "percentages",
];

/// Fractions that may also be ordinals; their plurals are always fractions.
pub(super) const FRACTIONS: [&str; 9] = ["third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "twentieth"];
pub(super) const FRACTIONS_PLURAL: [&str; 9] =
    ["thirds", "quarters", "fifths", "sixths", "sevenths", "eighths", "ninths", "tenths", "twentieths"];

pub(super) const ORDINALS: [&str; 31] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "thirtieth",
    "fortieth",
    "fiftieth",
    "sixtieth",
    "seventieth",
    "eightieth",
    "ninetieth",
    "hundredth",
    "thousandth",
    "firstly",
    "secondly",
];

/// "One" after these is a pronoun or an idiom: "no one", "each one", "the one", "at one", "day one".
pub(super) const BEFORE_PRONOUN_ONE: [&str; 19] = [
    "no",
    "any",
    "every",
    "some",
    "each",
    "this",
    "that",
    "which",
    "the",
    "at",
    "as",
    "another",
    "day",
    "loved",
    "good",
    "new",
    "right",
    "wrong",
    "whichever",
];

/// "One" before these is a pronoun or an idiom: "one another", "one should", "one day".
pub(super) const AFTER_PRONOUN_ONE: [&str; 11] =
    ["another", "should", "must", "might", "could", "would", "can", "may", "day", "off", "stop"];

/// "One of" before these names a member and counts nothing: "one of the", "one of our".
pub(super) const AFTER_ONE_OF: [&str; 12] = ["the", "them", "these", "those", "us", "our", "its", "their", "his", "her", "my", "your"];

/// "Half" before these is part of a name for a time or a person: "half-term", "half sister".
pub(super) const AFTER_NAMED_HALF: [&str; 12] =
    ["term", "terms", "way", "hearted", "sister", "sisters", "brother", "brothers", "sibling", "siblings", "hourly", "board"];

/// "Third" before these is part of a name.
pub(super) const AFTER_NAMED_ORDINAL: [&str; 14] =
    ["party", "parties", "sector", "aid", "name", "names", "hand", "language", "person", "of all", "home", "thoughts", "opinion", "nature"];

/// Words that make what follows them a name or a citation: "section 47", "stage two", "year 6".
pub(super) const BEFORE_REFERENCE: [&str; 44] = [
    "section",
    "sections",
    "s",
    "ss",
    "stage",
    "stages",
    "step",
    "level",
    "tier",
    "phase",
    "quarter",
    "clause",
    "clauses",
    "article",
    "articles",
    "schedule",
    "part",
    "chapter",
    "chapters",
    "paragraph",
    "paragraphs",
    "para",
    "page",
    "pages",
    "figure",
    "table",
    "appendix",
    "annex",
    "rule",
    "rules",
    "regulation",
    "regulations",
    "reg",
    "recommendation",
    "action",
    "priority",
    "objective",
    "standard",
    "version",
    "number",
    "year",
    "item",
    "question",
    "ref",
];

/// What "section 47 and 17" may run on with.
pub(super) const REFERENCE_RUNS_ON: [&str; 4] = ["and", "or", "to", "section"];

pub(super) const COUNT_NOUNS: [&str; 8] = ["children", "people", "staff", "men", "women", "young", "police", "alumni"];

/// Words that end in "s" and may follow a year without being counted by it.
pub(super) const NOT_PLURALS: [&str; 39] = [
    "was", "is", "has", "as", "its", "this", "his", "census", "analysis", "across", "whereas", "thus", "plus", "status", "series", "us",
    "yes", "does", "focus", "always", "perhaps", "sees", "says", "shows", "requires", "sets", "asks", "states", "applies", "makes",
    "gives", "means", "needs", "allows", "expects", "remains", "begins", "ends", "runs",
];

/// Words of the list above that are as often common nouns, and what before them says so: "this year 6 children came", "per page 40".
pub(super) const ALSO_COMMON: [&str; 11] =
    ["year", "quarter", "page", "item", "question", "figure", "part", "priority", "action", "standard", "step"];
pub(super) const DETERMINERS: [&str; 16] =
    ["this", "last", "each", "per", "every", "next", "that", "a", "previous", "same", "whole", "our", "final", "any", "one", "another"];
