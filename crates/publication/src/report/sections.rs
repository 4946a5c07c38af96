//! What the law and guidance ask a yearly report to say: its sections, and the checklist they must cover.

use super::fact::Audience;

/// A section of the report, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Section {
    pub key: &'static str,
    pub title: &'static str,
    /// What belongs in it, for whoever writes it.
    pub about: &'static str,
    pub audience: Option<Audience>,
}

/// A row of the checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub key: &'static str,
    pub asks: &'static str,
    /// Statute or guidance.
    pub source: &'static str,
    pub audience: Audience,
}

const fn section(key: &'static str, title: &'static str, about: &'static str) -> Section {
    Section { key, title, about, audience: None }
}

const fn only(audience: Audience, key: &'static str, title: &'static str, about: &'static str) -> Section {
    Section { key, title, about, audience: Some(audience) }
}

const ALL: &[Section] = &[
    section("foreword", "Foreword", "What the year was like, in the words of whoever chairs the partnership. Plain and short."),
    section("scrutiny", "Independent scrutiny", "The scrutineer's own statement, and what scrutiny, reviews and audits together show."),
    section(
        "arrangements",
        "The partnership and how it works",
        "Who the partners and relevant agencies are, how education is represented, what changed.",
    ),
    section(
        "priorities",
        "What we set out to do",
        "Each priority: what was done, and what difference it made. Say where there was little or no progress.",
    ),
    section("contributions", "What each partner did", "Each partner's own contribution, as they signed it."),
    section(
        "impact",
        "What changed for people",
        "Evidence of impact, training included, from early help to care leavers, or for adults with care and support needs.",
    ),
    only(
        Audience::Children,
        "reviews",
        "Learning from serious incidents",
        "Incidents notified, rapid reviews, practice reviews; what was done about each, and what improved.",
    ),
    only(
        Audience::Adults,
        "reviews",
        "Safeguarding adults reviews",
        "Reviews concluded and under way; what was done about each finding; where a finding was not acted on, why.",
    ),
    section(
        "voice",
        "What people told us",
        "How the views of children, adults and families were sought, and what changed because of them.",
    ),
    section(
        "data",
        "What the figures show",
        "The picture in numbers, with comparison, ethnicity and other protected characteristics, and what it does not show.",
    ),
    section("challenge", "Challenge and escalation", "How agencies disagreed and settled it, and who never does."),
    section("money", "What it cost", "Contributions by partner, changes since last year, and what the money bought."),
    section("next", "What we do next", "Priorities for the coming year, and changes to the published arrangements."),
];

/// The sections of a report for this audience.
pub(super) fn sections(audience: Audience) -> impl Iterator<Item = &'static Section> {
    ALL.iter().filter(move |section| section.audience.is_none_or(|own| own == audience))
}

/// The keys of the sections, in order.
pub fn section_keys(audience: Audience) -> impl Iterator<Item = &'static str> {
    sections(audience).map(|section| section.key)
}

/// The keys of the checklist's rows, in order.
pub fn checklist_keys(audience: Audience) -> impl Iterator<Item = &'static str> {
    checklist(audience).map(|row| row.key)
}

pub(super) fn section_of(audience: Audience, key: &str) -> Option<&'static Section> {
    sections(audience).find(|section| section.key == key)
}

const fn children(key: &'static str, asks: &'static str, source: &'static str) -> Row {
    Row { key, asks, source, audience: Audience::Children }
}

const fn adults(key: &'static str, asks: &'static str) -> Row {
    Row { key, asks, source: "Care Act 2014, Schedule 2, paragraph 4", audience: Audience::Adults }
}

const WT: &str = "Working Together to Safeguard Children 2023, chapter 2";
const S16G: &str = "Children Act 2004, section 16G";

const CHECKLIST: &[Row] = &[
    children("scrutiny", "A statement by the independent scrutineer, and the themes of scrutiny, reviews and audits taken together", WT),
    children("contribution", "Each safeguarding partner's contribution to how the arrangements work and are built", S16G),
    children(
        "impact",
        "Evidence of the impact of partners and relevant agencies, training included, on outcomes for children and families",
        S16G,
    ),
    children("incidents", "An analysis of what was learned from serious incidents", WT),
    children(
        "recommendations",
        "Decisions and actions on the recommendations of local and national reviews, and the improvements that came of them",
        S16G,
    ),
    children("feedback", "How the views of children and families were sought and used", WT),
    children("no_progress", "Where there is little or no evidence of progress on agreed priorities", WT),
    children("costs", "Costs: each partner's contribution, changes since last year, and value for money", WT),
    children("education", "How education is represented, in strategy and in operation", WT),
    children("data", "The picture in data, with ethnicity, disproportionality and other protected characteristics", WT),
    children("reforms", "National reforms carried out, and what stood in the way", WT),
    children("arrangements", "Changes to the published arrangements, with when they take effect", WT),
    children("secure", "Where a secure establishment is in the area: a review of the use of restraint", WT),
    children("plain", "Plain English and Easy Read versions, and the children's own version", WT),
    adults("objective", "What the board did to achieve its objective"),
    adults("strategy", "What the board did to carry out its strategy"),
    adults("members", "What each member did to carry out the strategy"),
    adults("reviews_concluded", "The findings of reviews that concluded in the year, whenever they began"),
    adults("reviews_ongoing", "Reviews under way at the end of the year"),
    adults("findings", "What was done about the findings of reviews"),
    adults("not_implemented", "Where the board decided not to act on a finding, the reasons"),
];

/// The rows a report for this audience must answer.
pub(super) fn checklist(audience: Audience) -> impl Iterator<Item = &'static Row> {
    CHECKLIST.iter().filter(move |row| row.audience == audience)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_and_section_has_one_key() {
        for audience in [Audience::Children, Audience::Adults] {
            let mut keys: Vec<&str> = sections(audience).map(|section| section.key).collect();
            let all = keys.len();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), all);
        }
        assert_eq!(checklist(Audience::Children).count(), 14);
        assert_eq!(checklist(Audience::Adults).count(), 7);
    }
}
