//! The typesetter's world: one template, the embedded fonts, and nothing else; no files, no network, no clock.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use typst::comemo;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_kit::fonts::FontStore;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::error::ReportError;
use crate::sheet::Sheet;

const TEMPLATE: &str = include_str!("template.typ");

/// How many further reports what was set for one is kept. The parts of a report that has only changed a little are then
/// taken from memory; more would hold on to documents nobody makes again.
const KEPT_FOR: usize = 4;

/// Sets the sheet and exports it as PDF/UA-1: the bytes and the number of pages.
pub(crate) fn typeset(sheet: &Sheet) -> Result<(Vec<u8>, usize), ReportError> {
    let outcome = typeset_once(sheet);
    comemo::evict(KEPT_FOR);
    outcome
}

fn typeset_once(sheet: &Sheet) -> Result<(Vec<u8>, usize), ReportError> {
    let world = ReportWorld::new(sheet)?;
    let paged = typst::compile::<typst_layout::PagedDocument>(&world).output.map_err(|found| refusal(&found))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|found| ReportError::Typesetting(found.message().to_string()))?;
    let day = sheet.day;
    let noon = Datetime::from_ymd_hms(i32::from(day.year()), day.month().unsigned_abs(), day.day().unsigned_abs(), 12, 0, 0);
    let options = PdfOptions {
        ident: Smart::Custom(sheet.ident.clone()),
        creator: Smart::Custom(Some("Trefoil".to_owned())),
        timestamp: noon.map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&paged, &options).map_err(|found| refusal(&found))?;
    Ok((bytes, paged.pages().len()))
}

/// The first thing the typesetter found, told apart by what can be done about it.
fn refusal(found: &[SourceDiagnostic]) -> ReportError {
    let message = found.first().map_or_else(|| "no reason was given".to_owned(), |first| first.message.to_string());
    let unprintable = found.iter().any(|one| one.message.contains("could not be displayed") || one.message.contains("codepoints"));
    if unprintable { ReportError::Unprintable(message) } else { ReportError::Typesetting(message) }
}

struct ReportWorld {
    library: LazyHash<Library>,
    source: &'static Source,
    fonts: &'static FontStore,
}

impl ReportWorld {
    fn new(sheet: &Sheet) -> Result<ReportWorld, ReportError> {
        let json = serde_json::to_string(sheet).map_err(|error| ReportError::Typesetting(error.to_string()))?;
        let mut inputs = Dict::new();
        inputs.insert("sheet".into(), json.into_value());
        // The one feature we turn on marks the first cell of a row as that row's heading.
        let features = [Feature::A11yExtras].into_iter().collect();
        let library = LazyHash::new(Library::builder().with_inputs(inputs).with_features(features).build());
        Ok(ReportWorld { library, source: source()?, fonts: &fonts().store })
    }
}

impl World for ReportWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The template, parsed once.
fn source() -> Result<&'static Source, ReportError> {
    static SOURCE: OnceLock<Option<Source>> = OnceLock::new();
    SOURCE
        .get_or_init(|| {
            let path = VirtualPath::new("/report.typ").ok()?;
            let id = RootedPath::new(VirtualRoot::Project, path).intern();
            Some(Source::new(id, TEMPLATE.to_owned()))
        })
        .as_ref()
        .ok_or_else(|| ReportError::Typesetting("the template has no valid path".to_owned()))
}

/// The embedded fonts and what they can draw, read once.
struct Fonts {
    store: FontStore,
    /// For each character that any font draws, whether all four faces of the text font do.
    drawable: BTreeMap<u32, bool>,
}

fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| {
        let text = [notosans::REGULAR_TTF, notosans::BOLD_TTF, notosans::ITALIC_TTF, notosans::BOLD_ITALIC_TTF];
        // Noto Sans has the Latin, Greek and Cyrillic alphabets; DejaVu adds Arabic, Hebrew, arrows and ticks; Noto Emoji the rest.
        let fallback = [dejavu::sans::regular(), dejavu::sans::bold(), dejavu::sans::oblique(), epaint_default_fonts::NOTO_EMOJI_REGULAR];
        let ours = text.into_iter().chain(fallback).flat_map(|data| Font::iter(Bytes::new(data)));
        let mut store = FontStore::new();
        store.extend(ours.map(|font| {
            let info = font.info().clone();
            (font, info)
        }));
        // For code, in a fixed width.
        store.extend(typst_kit::fonts::embedded());

        let mut counted: BTreeMap<u32, usize> = BTreeMap::new();
        let book = store.book();
        for (index, info) in (0..).map_while(|index| Some((index, book.info(index)?))) {
            for char in info.coverage.iter() {
                *counted.entry(char).or_default() += usize::from(index < text.len());
            }
        }
        let drawable = counted.into_iter().map(|(char, faces)| (char, faces == text.len())).collect();
        Fonts { store, drawable }
    })
}

/// Whether some embedded font has a glyph for this character.
pub(crate) fn can_draw(char: char) -> bool {
    char.is_ascii_graphic() || fonts().drawable.contains_key(&u32::from(char))
}

/// Whether every face of the text font has a glyph for this character.
pub(crate) fn all_faces_draw(char: char) -> bool {
    fonts().drawable.get(&u32::from(char)).copied().unwrap_or(false)
}
