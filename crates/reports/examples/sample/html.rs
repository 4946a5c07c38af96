//! The same document as a web page, so that other makers of PDF can be measured with the same content.

use std::fmt::Write;

use reports::{Block, Document, Inline};

/// Plain HTML with print styles, headers, page numbers and footnotes near enough to ours.
pub(crate) fn web_page(document: &Document) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    write!(
        out,
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{1}</title><style>\
         @page {{ size: A4; margin: 3cm 2.4cm 2.4cm; @top-left {{ content: '{2}'; font-size: 8.5pt }} \
         @bottom-right {{ content: 'Page ' counter(page) ' of ' counter(pages); font-size: 8.5pt }} }} \
         body {{ font: 10.5pt/1.6 'Noto Sans', sans-serif }} table {{ width: 100%; border-collapse: collapse; font-size: 9pt }} \
         th, td {{ text-align: left; vertical-align: top; padding: 5pt; border-bottom: 0.5pt solid #b1b4b6 }} \
         .foot {{ float: footnote; font-size: 8.5pt }} svg, img {{ width: 100% }} .break {{ break-after: page }}\
         </style></head><body><h1>{1}</h1><p class=\"break\">{3}</p>",
        document.lang,
        escape(&document.title),
        escape(&document.running_header),
        escape(&document.date)
    )?;
    for block in &document.blocks {
        put(block, &mut out)?;
    }
    out.push_str("</body></html>");
    Ok(out)
}

fn put(block: &Block, out: &mut String) -> std::fmt::Result {
    match block {
        Block::Heading { level, text } => write!(out, "<h{level}>{}</h{level}>", escape(text)),
        Block::Para(parts) => write!(out, "<p>{}</p>", runs(parts)),
        Block::List { ordered, items } => {
            let tag = if *ordered { "ol" } else { "ul" };
            let items: String = items.iter().map(|item| format!("<li>{}</li>", runs(item))).collect();
            write!(out, "<{tag}>{items}</{tag}>")
        }
        Block::Table { caption, headers, rows, .. } => {
            let head: String = headers.iter().map(|header| format!("<th scope=\"col\">{}</th>", escape(header))).collect();
            let cells = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| format!("<td>{}</td>", runs(cell))).collect::<String>();
            let body: String = rows.iter().map(|row| format!("<tr>{}</tr>", cells(row))).collect();
            write!(out, "<table><caption>{}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>", escape(caption))
        }
        Block::Figure { svg, alt, caption } => {
            write!(out, "<figure role=\"img\" aria-label=\"{}\">{svg}<figcaption>{}</figcaption></figure>", escape(alt), escape(caption))
        }
        Block::Quote { text, .. } => write!(out, "<blockquote>{}</blockquote>", runs(text)),
        Block::Note { title, body } => {
            let paragraphs: String = body.iter().map(|parts| format!("<p>{}</p>", runs(parts))).collect();
            write!(out, "<aside><p><strong>{}</strong></p>{paragraphs}</aside>", escape(title.as_deref().unwrap_or_default()))
        }
        Block::KeyValue { rows } => {
            let pairs: String = rows.iter().map(|(name, value)| format!("<dt>{}</dt><dd>{}</dd>", escape(name), runs(value))).collect();
            write!(out, "<dl>{pairs}</dl>")
        }
        Block::Anchor(name) => write!(out, "<a id=\"{}\"></a>", escape(name)),
        Block::PageBreak => write!(out, "<div class=\"break\"></div>"),
    }
}

fn runs(parts: &[Inline]) -> String {
    let run = |part: &Inline| match part {
        Inline::Text(text) => escape(text),
        Inline::Strong(parts) => format!("<strong>{}</strong>", runs(parts)),
        Inline::Emph(parts) => format!("<em>{}</em>", runs(parts)),
        Inline::Link { url, text } => format!("<a href=\"{}\">{}</a>", escape(url), escape(text)),
        Inline::Code(text) => format!("<code>{}</code>", escape(text)),
        Inline::Footnote(parts) => format!("<span class=\"foot\">{}</span>", runs(parts)),
        Inline::Ref { anchor, text } => format!("<a href=\"#{}\">{}</a>", escape(anchor), escape(text)),
        Inline::Break => "<br>".to_owned(),
    };
    parts.iter().map(run).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('\'', "&#39;")
}
