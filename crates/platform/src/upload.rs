//! A form with a file: read in one piece, its size known to be within the limit, its token checked as any other form's.

use axum::{
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, multipart::MultipartError},
    http::StatusCode,
};
use maud::{Markup, html};

use crate::{
    Cx, Problem, Site, Stamp,
    posted::{FORGERY_FIELD, KEY_FIELD, SEEN_FIELD},
};

/// The largest file, in bytes. The form around it may be a little larger.
pub const FILE_MOST: usize = 20 * 1024 * 1024;
const FORM_MOST: usize = FILE_MOST + 64 * 1024;

/// A file as it was sent. Its name is what the sender's machine called it, without folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentFile {
    pub field: String,
    pub name: String,
    pub bytes: Vec<u8>,
}

/// A form with files, as it was posted. Routes that take one need [`Upload::limit`].
pub struct Upload {
    pub form: govuk::Form,
    pub stamp: Stamp,
    /// Files that were chosen; a field left empty is not among them.
    pub files: Vec<SentFile>,
}

impl Upload {
    /// Lets a route take a body as large as a file may be.
    pub fn limit() -> DefaultBodyLimit {
        DefaultBodyLimit::max(FORM_MOST)
    }
}

impl FromRequest<Site> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Problem> {
        let token = crate::session::forgery_token(site, request.headers());
        let mut parts = Multipart::from_request(request, site).await.map_err(|_| unreadable())?;
        let (mut pairs, mut files) = (Vec::new(), Vec::new());
        while let Some(part) = parts.next_field().await.map_err(|error| told(&error))? {
            let field = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(own_name) {
                Some(name) => {
                    let bytes = part.bytes().await.map_err(|error| told(&error))?.to_vec();
                    if bytes.len() > FILE_MOST {
                        return Err(too_large());
                    }
                    if !name.is_empty() {
                        files.push(SentFile { field, name, bytes });
                    }
                }
                None => pairs.push((field, part.text().await.map_err(|error| told(&error))?)),
            }
        }
        let value = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        if value(FORGERY_FIELD).is_none_or(|sent| Some(sent) != token) {
            return Err(Problem::Unreadable(
                "This page was open too long or was sent from elsewhere. Go back, reload it and send it again".into(),
            ));
        }
        let stamp = Stamp { seen: value(SEEN_FIELD).and_then(|seen| seen.parse().ok()), key: value(KEY_FIELD) };
        pairs.retain(|(name, _)| !name.starts_with('_'));
        Ok(Self { form: govuk::Form::from_pairs(pairs), stamp, files })
    }
}

/// The last part of a path, however the sender's machine writes paths.
fn own_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or_default().trim().to_owned()
}

fn unreadable() -> Problem {
    Problem::Unreadable("The form could not be read".into())
}

fn too_large() -> Problem {
    Problem::Unreadable(format!("The file is too large. It can be at most {} megabytes", FILE_MOST / (1024 * 1024)))
}

fn told(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { too_large() } else { unreadable() }
}

impl Cx {
    /// A form that sends files as well; otherwise as [`Cx::form`].
    pub fn upload_form(&self, action: &str, version: i64, fields: &Markup) -> Markup {
        html! { form method="post" action=(action) enctype="multipart/form-data" novalidate { (self.hidden(Some(version))) (fields) } }
    }
}
