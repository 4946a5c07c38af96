//! Task list: what is done and what is left to do.

use super::Tag;
use crate::Content;
use crate::html::{Attributes, Classes, common, el};
use maud::Render;

/// How far a task is.
#[derive(Clone, Debug)]
#[must_use]
pub enum TaskStatus {
    /// Plain words: for what is finished.
    Text(Content),
    /// A tag: for what wants attention.
    Tag(Tag),
}

impl From<&str> for TaskStatus {
    fn from(text: &str) -> Self {
        TaskStatus::Text(text.into())
    }
}
impl From<String> for TaskStatus {
    fn from(text: String) -> Self {
        TaskStatus::Text(text.into())
    }
}
impl From<maud::Markup> for TaskStatus {
    fn from(html: maud::Markup) -> Self {
        TaskStatus::Text(html.into())
    }
}
impl From<Content> for TaskStatus {
    fn from(content: Content) -> Self {
        TaskStatus::Text(content)
    }
}
impl From<Tag> for TaskStatus {
    fn from(tag: Tag) -> Self {
        TaskStatus::Tag(tag)
    }
}

/// One task.
#[derive(Clone, Debug)]
#[must_use]
pub struct Task {
    title: Content,
    title_classes: Classes,
    href: Option<String>,
    hint: Option<Content>,
    status: TaskStatus,
    status_classes: Classes,
    number: Option<usize>,
    classes: Classes,
}

impl Task {
    /// A task that cannot be begun yet.
    pub fn new(title: impl Into<Content>, status: impl Into<TaskStatus>) -> Self {
        Task {
            title: title.into(),
            title_classes: Classes::default(),
            href: None,
            hint: None,
            status: status.into(),
            status_classes: Classes::default(),
            number: None,
            classes: Classes::default(),
        }
    }
    /// Where the task is done.
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
    /// Help under the title.
    pub fn hint(mut self, hint: impl Into<Content>) -> Self {
        self.hint = Some(hint.into());
        self
    }
    /// Adds a class to the task.
    pub fn class(mut self, class: &str) -> Self {
        self.classes.add(class);
        self
    }
    /// Adds a class to the title.
    pub fn title_class(mut self, class: &str) -> Self {
        self.title_classes.add(class);
        self
    }
    /// Adds a class to the status.
    pub fn status_class(mut self, class: &str) -> Self {
        self.status_classes.add(class);
        self
    }
    /// The number in its ids, where it is not its place in the list: keeps ids steady while others come and go.
    pub fn number(mut self, number: usize) -> Self {
        self.number = Some(number);
        self
    }
    fn draw(&self, w: &mut String, prefix: &str, place: usize) {
        let number = self.number.unwrap_or(place);
        let hint_id = format!("{prefix}-{number}-hint");
        let status_id = format!("{prefix}-{number}-status");
        let link = if self.href.is_some() { "govuk-task-list__item--with-link" } else { "" };
        el(w, "li").classes(&["govuk-task-list__item", link], &self.classes).body(|w| {
            el(w, "div").class("govuk-task-list__name-and-hint").body(|w| {
                match &self.href {
                    Some(href) => {
                        let described = if self.hint.is_some() { format!("{hint_id} {status_id}") } else { status_id.clone() };
                        el(w, "a")
                            .classes(&["govuk-link", "govuk-task-list__link"], &self.title_classes)
                            .attr("href", href)
                            .attr("aria-describedby", &described)
                            .content(&self.title);
                    }
                    None => {
                        let classes = Some(self.title_classes.0.as_str()).filter(|classes| !classes.is_empty());
                        el(w, "div").maybe("class", classes).content(&self.title);
                    }
                }
                if let Some(hint) = &self.hint {
                    el(w, "div").attr("id", &hint_id).class("govuk-task-list__hint").content(hint);
                }
            });
            el(w, "div").classes(&["govuk-task-list__status"], &self.status_classes).attr("id", &status_id).body(|w| match &self.status {
                TaskStatus::Text(content) => content.render_to(w),
                TaskStatus::Tag(tag) => tag.render_to(w),
            });
        });
    }
}

/// What is done and what is left.
///
/// ```
/// use govuk::{Tag, Task, TaskList};
/// use maud::Render;
/// let list = TaskList::new().task(Task::new("Scope", "Completed").href("/scope")).task(Task::new("Findings", Tag::new("Not yet")));
/// assert!(list.render().into_string().contains("id=\"task-list-2-status\""));
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct TaskList {
    tasks: Vec<Task>,
    id_prefix: Option<String>,
    classes: Classes,
    attributes: Attributes,
}

common!(TaskList);

impl TaskList {
    /// A list without tasks.
    pub fn new() -> Self {
        Self::default()
    }
    /// Adds a task.
    pub fn task(mut self, task: Task) -> Self {
        self.tasks.push(task);
        self
    }
    /// What the ids begin with; needed where two lists stand on a page.
    pub fn id_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.id_prefix = Some(prefix.into());
        self
    }
}

impl Render for TaskList {
    fn render_to(&self, w: &mut String) {
        let prefix = self.id_prefix.as_deref().unwrap_or("task-list");
        el(w, "ul").classes(&["govuk-task-list"], &self.classes).attrs(&self.attributes).body(|w| {
            for (index, task) in self.tasks.iter().enumerate() {
                task.draw(w, prefix, index + 1);
            }
        });
    }
}
