//! Reads a PDF back: its words, its structure and what it says of itself.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

pub(crate) struct Read {
    file: Document,
    pages: BTreeMap<u32, ObjectId>,
}

impl Read {
    pub(crate) fn new(bytes: &[u8]) -> Read {
        let file = Document::load_mem(bytes).expect("the PDF can be read");
        let pages = file.get_pages();
        Read { file, pages }
    }

    pub(crate) fn pages(&self) -> usize {
        self.pages.len()
    }

    /// All words, without white space or places to break, since where lines end is the typesetter's business.
    pub(crate) fn words(&self) -> String {
        (1..=self.pages()).map(|page| self.words_on(page)).collect()
    }

    pub(crate) fn words_on(&self, page: usize) -> String {
        let text = self.file.extract_text(&[u32::try_from(page).unwrap()]).expect("the page's text can be read");
        text.chars().filter(|char| !char.is_whitespace() && *char != '\u{200B}').collect()
    }

    /// How many elements of this kind are in the tag tree.
    pub(crate) fn count(&self, tag: &str) -> usize {
        self.elements().filter(|element| element.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == tag.as_bytes())).count()
    }

    pub(crate) fn alternative_texts(&self) -> Vec<String> {
        self.elements().filter_map(|element| element.get(b"Alt").ok()).map(|alt| lopdf::decode_text_string(alt).unwrap()).collect()
    }

    pub(crate) fn language(&self) -> String {
        String::from_utf8_lossy(self.file.catalog().unwrap().get(b"Lang").and_then(Object::as_str).unwrap()).into_owned()
    }

    pub(crate) fn web_addresses(&self) -> Vec<String> {
        let actions = self.dictionaries().filter_map(|dictionary| dictionary.get(b"A").and_then(Object::as_dict).ok());
        let addresses = actions.filter_map(|action| action.get(b"URI").and_then(Object::as_str).ok());
        addresses.map(|address| String::from_utf8_lossy(address).into_owned()).collect()
    }

    pub(crate) fn is_landscape(&self, page: usize) -> bool {
        let page = self.file.get_dictionary(self.pages[&u32::try_from(page).unwrap()]).unwrap();
        let corners: Vec<f32> = page.get(b"MediaBox").and_then(Object::as_array).unwrap().iter().map(|at| at.as_float().unwrap()).collect();
        corners[2] - corners[0] > corners[3] - corners[1]
    }

    pub(crate) fn declares_pdf_ua_1(&self) -> bool {
        self.raw_contains("<pdfuaid:part>1</pdfuaid:part>")
    }

    /// Whether any stream or string of the file holds these bytes.
    pub(crate) fn raw_contains(&self, wanted: &str) -> bool {
        let holds = |bytes: &[u8]| bytes.windows(wanted.len()).any(|window| window == wanted.as_bytes());
        self.file.objects.values().any(|object| match object {
            Object::Stream(stream) => holds(&stream.content) || stream.decompressed_content().is_ok_and(|content| holds(&content)),
            Object::String(bytes, _) => holds(bytes),
            _ => false,
        })
    }

    fn elements(&self) -> impl Iterator<Item = &Dictionary> {
        self.dictionaries().filter(|dictionary| dictionary.has(b"S") && dictionary.has(b"P"))
    }

    fn dictionaries(&self) -> impl Iterator<Item = &Dictionary> {
        self.file.objects.values().filter_map(|object| object.as_dict().ok())
    }
}
