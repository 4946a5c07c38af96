//! The stylesheets, scripts and icons, built from the npm packages by `cargo xtask assets` and embedded in the program.
//!
//! A debug build reads them from the disk each time; a release build carries them. Where they were not built, nothing is found.

use rust_embed::RustEmbed;
use std::borrow::Cow;

#[derive(RustEmbed)]
#[folder = "../../assets/dist"]
#[allow_missing = true]
struct Dist;

/// A file for the browser.
#[derive(Clone, Debug)]
pub struct Asset {
    /// What it holds.
    pub bytes: Cow<'static, [u8]>,
    /// Its media type, for `Content-Type`.
    pub mime: &'static str,
    /// SHA-256 of what it holds, in hexadecimal digits: changes exactly when the file does.
    pub etag: String,
}

/// The file at `path` under `assets/dist`, such as `app.css`. A slash at the front does not matter.
#[must_use]
pub fn get(path: &str) -> Option<Asset> {
    let path = path.trim_start_matches('/');
    let file = Dist::get(path)?;
    let etag = file.metadata.sha256_hash().iter().map(|byte| format!("{byte:02x}")).collect();
    Some(Asset { bytes: file.data, mime: mime(path), etag })
}

/// The paths of all files, for a test or a page that lists them.
pub fn paths() -> impl Iterator<Item = Cow<'static, str>> {
    Dist::iter()
}

/// The few kinds of files that the bundle has; anything else is not guessed.
fn mime(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("json" | "map") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_file_that_does_not_exist_is_not_found() {
        assert!(super::get("no/such/file.css").is_none());
        assert!(super::get("../package.json").is_none());
    }

    #[test]
    fn scripts_and_styles_have_the_types_that_browsers_insist_on() {
        assert_eq!(super::mime("app.js"), "text/javascript; charset=utf-8");
        assert_eq!(super::mime("app.css"), "text/css; charset=utf-8");
        assert_eq!(super::mime("README"), "application/octet-stream");
    }
}
