//! The papers of a meeting: attached, opened, withdrawn. Each is sealed in the object store under the meeting's own key.

use axum::{
    Router,
    extract::Path,
    http::header,
    response::IntoResponse,
    routing::{get, post},
};
use govuk::{Button, ButtonLink, Column, Form, ListTable};
use maud::{Markup, html};
use platform::{Cx, FILE_MOST, Page, Posted, Problem, Reading, Reply, SentFile, Site, Upload};

use super::{AMEND, Command, Meeting, Paper, VIEW, rows, web::form_page};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/meetings/{id}/paper", get(ask_attach).post(attach).layer(Upload::limit()))
        .route("/meetings/{id}/paper/{paper}", get(open))
        .route("/meetings/{id}/paper/{paper}/withdraw", post(withdraw))
}

/// What may be attached: how its name ends, how the file itself begins, and its media type. Nothing that a browser would run.
const KINDS: &[(&str, &[u8], &str)] = &[
    ("pdf", b"%PDF-", "application/pdf"),
    ("docx", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("pptx", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("odt", b"PK\x03\x04", "application/vnd.oasis.opendocument.text"),
    ("ods", b"PK\x03\x04", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odp", b"PK\x03\x04", "application/vnd.oasis.opendocument.presentation"),
    ("png", b"\x89PNG", "image/png"),
    ("jpg", b"\xff\xd8\xff", "image/jpeg"),
    ("jpeg", b"\xff\xd8\xff", "image/jpeg"),
    ("csv", b"", "text/csv; charset=utf-8"),
    ("txt", b"", "text/plain; charset=utf-8"),
];

const WRONG_KIND: &str = "The file must be a PDF, a Word, Excel, PowerPoint or OpenDocument file, a CSV, a text file, a PNG or a JPG";

/// The media type of a file whose name and first bytes agree; why not, in words for the page.
pub(super) fn media_type(file: &SentFile) -> Result<&'static str, &'static str> {
    if file.bytes.is_empty() {
        return Err("The file is empty");
    }
    let ending = file.name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let Some((_, begins, media)) = KINDS.iter().find(|(known, ..)| *known == ending) else { return Err(WRONG_KIND) };
    if !file.bytes.starts_with(begins) {
        return Err("The file is not what its name says it is. Save it again in the program it comes from");
    }
    // Text is recognised by having no zero bytes in it.
    if begins.is_empty() && file.bytes.contains(&0) {
        return Err("The file is not what its name says it is. Save it again in the program it comes from");
    }
    Ok(*media)
}

pub(super) fn size_words(bytes: i64) -> String {
    match bytes {
        ..1_024 => format!("{bytes} bytes"),
        1_024..1_048_576 => format!("{} KB", bytes / 1_024),
        _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

pub(super) fn shown(cx: &Cx, reading: &Reading, meeting: &rows::Shown, items: &[rows::ItemRow], papers: &[rows::PaperRow]) -> Markup {
    let may_attach = matches!(meeting.status.as_str(), "convened" | "held") && cx.may_here(AMEND, reading);
    let mut table = ListTable::new("Papers")
        .column(Column::new("Paper"))
        .column(Column::new("Item"))
        .column(Column::new("File"))
        .empty("No paper has been attached.");
    if may_attach {
        table = table.column(Column::new("Change").hidden_title());
    }
    for paper in papers {
        let item = items.iter().find(|item| item.item == paper.item).map_or("", |item| item.title.as_str());
        let mut cells = vec![
            html! { a class="govuk-link" href={ "/meetings/" (meeting.id) "/paper/" (paper.paper) } { (paper.title) } },
            html! { (item) },
            html! { (paper.file_name) ", " (size_words(paper.size)) },
        ];
        if may_attach {
            let action = format!("/meetings/{}/paper/{}/withdraw", meeting.id, paper.paper);
            cells.push(cx.button(&action, reading.version, &format!("Withdraw {}", paper.title)));
        }
        table = table.row(cells);
    }
    html! {
        (table)
        @if may_attach { (ButtonLink::new("Attach a paper", format!("/meetings/{}/paper", meeting.id)).secondary()) }
    }
}

async fn ask_attach(cx: Cx, Path(id): Path<String>) -> Reply {
    attach_page(&cx, &id, Form::new()).await
}

async fn attach_page(cx: &Cx, id: &str, form: Form) -> Reply {
    let mut reading = cx.read::<Meeting>(AMEND, id).await?;
    let items = rows::items(&mut reading.tx, &reading.chain, id).await?;
    let items =
        std::iter::once((String::new(), "The meeting as a whole".to_owned())).chain(items.into_iter().map(|item| (item.item, item.title)));
    let most = FILE_MOST / (1024 * 1024);
    let fields = html! {
        (form.input("title", "What is the paper called?"))
        (form.select("item", "Which item is it for?", items))
        (form.file("file", "The file").hint(format!("At most {most} MB. PDF, Word, Excel, PowerPoint, OpenDocument, CSV, text, PNG or JPG")))
        (Button::new("Attach the paper"))
    };
    let body = cx.upload_form(&format!("/meetings/{id}/paper"), reading.version, &fields);
    let page = Page::new("Attach a paper").caption(reading.line.title.clone()).back(format!("/meetings/{id}"));
    cx.page(page.with_form(&form).body(body))
}

async fn attach(cx: Cx, Path(id): Path<String>, upload: Upload) -> Reply {
    // Nothing is stored for somebody who may not attach it.
    let reading = cx.read::<Meeting>(AMEND, &id).await?;
    let chain = reading.chain.clone();
    drop(reading);
    let mut form = upload.form;
    form.required("title", "Enter what the paper is called");
    let file = upload.files.into_iter().find(|file| file.field == "file");
    let known = match &file {
        None => Err("Choose a file"),
        Some(file) => media_type(file),
    };
    let (file, media) = match (file, known) {
        (Some(file), Ok(media)) if !form.has_errors() => (file, media),
        (_, known) => {
            if let Err(words) = known {
                form.error("file", words);
            }
            return attach_page(&cx, &id, form).await;
        }
    };
    let hash = cx.site.ledger().put_blob(&chain, &id, &file.bytes).await?;
    let paper = Paper {
        id: cx.new_id().to_string(),
        item: form.some_text("item"),
        title: form.text("title"),
        file_name: file.name,
        media_type: media.to_owned(),
        size: i64::try_from(file.bytes.len())?,
        hash,
    };
    match cx.act::<Meeting>(AMEND, &id, Command::AttachPaper { paper }, &upload.stamp).await {
        Ok(_) => cx.see(format!("/meetings/{id}"), "The paper is attached"),
        Err(unmet) => attach_page(&cx, &id, cx.again::<Meeting>(unmet, form)?).await,
    }
}

async fn open(cx: Cx, Path((id, paper)): Path<(String, String)>) -> Reply {
    let mut reading = cx.read::<Meeting>(VIEW, &id).await?;
    let papers = rows::papers(&mut reading.tx, &reading.chain, &id).await?;
    let chain = reading.chain.clone();
    drop(reading);
    let paper = papers.into_iter().find(|row| row.paper == paper).ok_or(Problem::NotFound)?;
    let bytes = cx.site.ledger().get_blob(&chain, &id, &paper.hash).await?.ok_or(Problem::NotFound)?;
    Ok(([(header::CONTENT_TYPE, paper.media_type), (header::CONTENT_DISPOSITION, disposition(&paper.file_name))], bytes).into_response())
}

/// Saved, never shown in the page: what somebody attached is not run here. Letters outside ASCII follow in RFC 5987 form.
fn disposition(name: &str) -> String {
    let plain: String =
        name.chars().map(|letter| if letter.is_ascii_alphanumeric() || " .-_()".contains(letter) { letter } else { '_' }).collect();
    let mut coded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            coded.push(char::from(byte));
        } else {
            coded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{coded}")
}

async fn withdraw(cx: Cx, Path((id, paper)): Path<(String, String)>, posted: Posted) -> Reply {
    match cx.act::<Meeting>(AMEND, &id, Command::WithdrawPaper { paper: paper.clone() }, &posted.stamp).await {
        Ok(_) => cx.see(format!("/meetings/{id}"), "The paper is withdrawn"),
        Err(unmet) => {
            let form = cx.again::<Meeting>(unmet, Form::new())?;
            let fields = html! { (Button::new("Withdraw the paper").secondary()) };
            form_page(&cx, AMEND, &id, &form, "Withdraw a paper", &format!("paper/{paper}/withdraw"), fields).await
        }
    }
}
