//! What can be printed: the public words for a document, its blocks and its text.

/// A document to be printed: an annual report, a board report or a meeting pack.
///
/// Fill in what is wanted and leave the rest to [`Document::default`].
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Announced first by every PDF reader, printed on the cover or at the head of the first page. Required.
    pub title: String,
    /// Printed below the title.
    pub subtitle: Option<String>,
    /// The language of the text as a tag, `en-GB` unless said otherwise.
    pub lang: &'static str,
    /// What the document is called in the records, for example `annual-report-2026`. It makes the file's own identifier, so it
    /// stays the same each time this report is made. Printed at the foot of every page. Required.
    pub ident: String,
    /// The date of the document, printed and stored in the file: `30 September 2026` or `2026-09-30` (printed as the former).
    /// Never read from a clock. Required.
    pub date: String,
    /// Printed at the head of every page after the cover; the title if blank.
    pub running_header: String,
    /// A notice printed in a box on every page, such as *Demonstration: simulated records*.
    pub banner: Option<String>,
    /// The protective marking, printed at the head and the foot of every page, such as *OFFICIAL-SENSITIVE*.
    pub marking: Option<String>,
    /// Whether to begin with a page that has only the title on it.
    pub cover: bool,
    /// Whether to print the headings of the first two levels with their page numbers.
    pub contents: bool,
    /// Whether to number the headings (1, 1.1, 1.1.1).
    pub numbered: bool,
    /// What is printed, in reading order. At least one block must have something in it.
    pub blocks: Vec<Block>,
}

impl Default for Document {
    fn default() -> Self {
        Document {
            title: String::new(),
            subtitle: None,
            lang: "en-GB",
            ident: String::new(),
            date: String::new(),
            running_header: String::new(),
            banner: None,
            marking: None,
            cover: true,
            contents: true,
            numbered: false,
            blocks: Vec::new(),
        }
    }
}

/// One piece of a document, from margin to margin.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Levels 1 to 6; a level that skips one (a 3 straight after a 1) is raised, because PDF/UA does not allow gaps.
    Heading {
        level: u8,
        text: String,
    },
    Para(Vec<Inline>),
    /// One entry per item. Ordered lists count from one.
    List {
        ordered: bool,
        items: Vec<Vec<Inline>>,
    },
    /// Breaks over pages with its headings repeated; a table too wide for the page is printed on a landscape page of its own.
    Table {
        /// What the table lists. Required.
        caption: String,
        /// One per column, none blank.
        headers: Vec<String>,
        /// Rows of cells of text. With no rows at all, the table says so.
        rows: Vec<Vec<Vec<Inline>>>,
        /// Which columns hold numbers, and are set to the right. Missing entries count as text.
        numeric: Vec<bool>,
    },
    /// A drawing as one complete `<svg>` element, its text as text. Any font it names (Arial, sans-serif) becomes Noto Sans.
    Figure {
        svg: String,
        /// What a reader who cannot see the figure needs to know. Required.
        alt: String,
        /// Printed below; blank for none.
        caption: String,
    },
    /// Somebody's words, set in.
    Quote {
        text: Vec<Inline>,
        /// Who said it, as it may be printed.
        source: Option<String>,
    },
    /// An inset box, one entry per paragraph.
    Note {
        title: Option<String>,
        body: Vec<Vec<Inline>>,
    },
    /// Names with what they stand for, as a table without lines: apologies, attendance, the particulars of a meeting.
    KeyValue {
        rows: Vec<(String, Vec<Inline>)>,
    },
    /// A name for the next block, for [`Inline::Ref`] to lead to.
    Anchor(String),
    PageBreak,
}

/// A run of text.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    Text(String),
    Strong(Vec<Inline>),
    Emph(Vec<Inline>),
    /// A web or mail address (`http:`, `https:`, `mailto:`); any other address is printed as its words alone.
    Link {
        url: String,
        text: String,
    },
    /// An identifier or a fragment of code, in a fixed-width face.
    Code(String),
    Footnote(Vec<Inline>),
    /// Leads to a [`Block::Anchor`] in the same document.
    Ref {
        anchor: String,
        text: String,
    },
    /// A new line in the same paragraph.
    Break,
}

impl Block {
    pub fn heading(level: u8, text: impl Into<String>) -> Block {
        Block::Heading { level, text: text.into() }
    }

    /// A paragraph of plain text.
    pub fn para(text: impl Into<String>) -> Block {
        Block::Para(vec![Inline::Text(text.into())])
    }
}

impl From<&str> for Inline {
    fn from(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }
}

impl From<String> for Inline {
    fn from(text: String) -> Inline {
        Inline::Text(text)
    }
}

/// Plain text as a run, for a cell or a list item.
pub fn text(text: impl Into<String>) -> Vec<Inline> {
    vec![Inline::Text(text.into())]
}
