//! HTML as a list of lines that are equal exactly when two documents mean the same: attributes sorted, white space collapsed.

use scraper::{ElementRef, Html, Node};

pub(crate) fn lines(html: &str) -> Vec<String> {
    lines_of(html, collapsed)
}

/// The same, with a way of its own to compare classes.
pub(crate) fn lines_of(html: &str, class: fn(&str) -> String) -> Vec<String> {
    let document = Html::parse_fragment(html);
    let mut lines = Vec::new();
    walk(document.root_element(), 0, false, class, &mut lines);
    lines
}

fn collapsed(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

fn walk(element: ElementRef, depth: usize, exact: bool, class: fn(&str) -> String, lines: &mut Vec<String>) {
    let plain = |name: &str, value: &str| if name == "class" { class(value) } else { collapsed(value) };
    let mut attributes: Vec<String> = element.value().attrs().map(|(name, value)| format!("{name}={:?}", plain(name, value))).collect();
    attributes.sort();
    let indent = "  ".repeat(depth);
    lines.push(format!("{indent}<{} {}>", element.value().name(), attributes.join(" ")));
    for child in element.children() {
        match child.value() {
            Node::Text(text) if exact => lines.push(format!("{indent}  {:?}", &**text)),
            Node::Text(text) if !text.trim_ascii().is_empty() => lines.push(format!("{indent}  {}", collapsed(text))),
            Node::Element(_) => {
                let child = ElementRef::wrap(child).unwrap();
                walk(child, depth + 1, matches!(child.value().name(), "pre" | "textarea"), class, lines);
            }
            _ => {}
        }
    }
}

pub(crate) fn first_difference(expected: &[String], drawn: Option<&[String]>) -> String {
    let Some(drawn) = drawn else { return "no such component".to_owned() };
    let at = expected.iter().zip(drawn).take_while(|(left, right)| left == right).count();
    let line = |lines: &[String]| lines.get(at).map_or("(nothing more)", |line| line.trim_start()).to_owned();
    format!("expected {}\n    but drew {}", line(expected), line(drawn))
}
