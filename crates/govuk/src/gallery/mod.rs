//! # The gallery
//! A page for each component and chart, with the Rust that drew it under it. What is shown is what ran: the source is read from the
//! example's own file when the crate is compiled.
//!
//! It needs no web framework. A server answers every path under [`BASE`] with [`answer`] and `/assets/` with [`crate::assets::get`]:
//!
//! ```
//! use govuk::gallery;
//! let index = gallery::answer("").expect("the index is always there");
//! assert!(index.body.contains("/gallery/button"));
//! assert!(gallery::answer("button").is_some_and(|page| page.body.contains("Button::new")));
//! assert!(gallery::answer("no-such-thing").is_none());
//! ```
//!
//! **Invariant:** every page works without scripts, and has one first-level heading with which its title begins.

mod charts;
mod content;
mod forms;
mod moj_content;
mod moj_navigation;
mod navigation;
mod pages;
mod questions;

#[cfg(test)]
mod tests;

use maud::Markup;
use std::sync::LazyLock;

/// Where the gallery is: its pages name each other by whole paths.
pub const BASE: &str = "/gallery";

/// The parts of the gallery, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What asks something.
    Questions,
    /// What says something.
    Content,
    /// What leads somewhere.
    Navigation,
    /// Whole pages and forms.
    Pages,
    /// The components of the Ministry of Justice.
    Moj,
    /// Charts and maps.
    Charts,
}

impl Group {
    /// All of them.
    pub const ALL: [Group; 6] = [Group::Questions, Group::Content, Group::Navigation, Group::Pages, Group::Moj, Group::Charts];

    /// As a heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Group::Questions => "Questions and buttons",
            Group::Content => "Content",
            Group::Navigation => "Navigation",
            Group::Pages => "Pages and forms",
            Group::Moj => "Ministry of Justice components",
            Group::Charts => "Charts and maps",
        }
    }
}

/// How an example is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// On its page.
    Inside,
    /// In a page of its own, because it is one or because its heading is the page's.
    Alone,
}

/// An example: what it is called, what it is for, its source, and how it is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The last part of its address.
    pub slug: &'static str,
    /// Its name.
    pub title: &'static str,
    /// Where it stands.
    pub group: Group,
    /// What it is for, in a sentence.
    pub about: &'static str,
    /// What the source begins with.
    imports: &'static str,
    /// The Rust that draws it: the body of a function.
    pub source: &'static str,
    shown: Shown,
    draw: fn() -> Markup,
}

impl Entry {
    /// The names that [`Entry::source`] takes for granted: the lines of its file that import them.
    #[must_use]
    pub fn imports(&self) -> String {
        let imports = self.imports.lines().filter(|line| line.starts_with("use ") && !line.contains("super::") && !line.contains(" as "));
        imports.map(|line| line.replace("crate::", "govuk::")).collect::<Vec<_>>().join("\n")
    }
    /// The example itself.
    #[must_use]
    pub fn draw(&self) -> Markup {
        (self.draw)()
    }
}

/// The entries of one file: `slug function "Title" "What it is for."`, and `alone` for those that are a page of their own.
macro_rules! entries {
    ($file:literal, $group:ident; $($slug:literal $function:ident $($alone:ident)? $title:literal $about:literal;)+) => {
        /// What this file has to show.
        pub(super) fn entries() -> Vec<crate::gallery::Entry> {
            const FILE: &str = include_str!($file);
            vec![$(crate::gallery::Entry {
                slug: $slug,
                title: $title,
                group: crate::gallery::Group::$group,
                about: $about,
                imports: FILE,
                source: crate::gallery::body_of(FILE, stringify!($function)),
                shown: crate::gallery::shown(&[$(stringify!($alone))?]),
                draw: $function,
            }),+]
        }
    };
}
pub(crate) use entries;

const fn shown(words: &[&str]) -> Shown {
    if words.is_empty() { Shown::Inside } else { Shown::Alone }
}

/// The body of a function of a file, as it is written there.
fn body_of(file: &'static str, function: &str) -> &'static str {
    let begin = format!("\nfn {function}() -> Markup {{\n");
    let Some((_, rest)) = file.split_once(&begin) else { return "" };
    rest.split_once("\n}\n").map_or(rest, |(body, _)| body)
}

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let mut all = questions::entries();
    all.extend(forms::entries());
    all.extend(content::entries());
    all.extend(navigation::entries());
    all.extend(moj_content::entries());
    all.extend(moj_navigation::entries());
    all.extend(charts::entries());
    all.sort_by_key(|entry| (Group::ALL.iter().position(|group| *group == entry.group), entry.title));
    all
});

/// Every example, in the order of the gallery.
#[must_use]
pub fn all() -> &'static [Entry] {
    &ENTRIES
}

/// What a browser is sent.
#[derive(Clone, Debug)]
pub struct Answer {
    /// For `Content-Type`.
    pub mime: &'static str,
    /// The page or the data.
    pub body: String,
}

/// The answer to a path under [`BASE`], without the slash at its front: nothing for the index, `button`, `page/example`, `wards.geojson`.
#[must_use]
pub fn answer(path: &str) -> Option<Answer> {
    const HTML: &str = "text/html; charset=utf-8";
    let find = |slug: &str| all().iter().position(|entry| entry.slug == slug);
    let page = match path.trim_matches('/') {
        "" => pages::index(),
        "wards.geojson" => return Some(Answer { mime: "application/geo+json", body: crate::chart::examples::WARDS.to_owned() }),
        path => match path.strip_suffix("/example") {
            Some(slug) => {
                let entry = all().get(find(slug)?)?;
                return (entry.shown == Shown::Alone).then(|| Answer { mime: HTML, body: entry.draw().into_string() });
            }
            None => pages::entry(find(path)?)?,
        },
    };
    Some(Answer { mime: HTML, body: page.into_string() })
}
