//! A first draft of each section: a newcomer sees a real report at once, with figures and not one typed number.

use super::fact::Audience;

/// The Markdown a section begins with; empty where only people can begin.
pub fn starter(audience: Audience, section: &str) -> &'static str {
    match (audience, section) {
        (_, "foreword") => {
            "This report says what the partnership set out to do, what it did, and what difference that made.\n\n\
             Where it does not know, it says so. Every figure in it opens onto the facts that were counted."
        }
        (_, "scrutiny") => {
            "The independent scrutineer reads what the partnership reads, for children and for adults alike, and chooses what to look at.\n\n\
             *The scrutineer's own statement belongs here, in the scrutineer's own words.*"
        }
        (_, "arrangements") => {
            "The partnership is made up of {figure:organisation.in-partnership} agencies. Equal among them by law are the local authority, \
             the integrated care board and the police.\n\n{table:organisation.in-partnership}\n\n\
             Many agencies work across borders: {figure:organisation.in-several} also work in another partnership that is run here.\n\n\
             # How it meets\n\n\
             Groups at work: {figure:group.active}. Meetings held: {figure:meeting.held}; with a quorum: {figure:meeting.quorate}. They \
             took {figure:meeting.decisions} decisions. Challenges of agencies to each other: {figure:meeting.challenges}.\n\n\
             {table:meeting.attendance}\n\n\
             # Education at the table\n\nPhases of education with a seat: {figure:group.education-phases}."
        }
        (_, "priorities") => {
            "In the year the partnership had {figure:priority.progress} priorities.\n\n{table:priority.progress}\n\n{record:priority.progress}\n\n\
             # Where there was little or no progress\n\n{record:priority.little-or-no-progress}\n\n\
             # Challenges that come back\n\n{record:priority.revisited}\n\n\
             # Work that others lead\n\n{record:priority.tracked}\n\n\
             # How sure we can be\n\n{chart:priority.confidence}"
        }
        (_, "contributions") => {
            "Each partner says here, in its own words, what it did. Of those asked, {figure:contribution.signed} contributions were signed off. \
             Nothing came from:\n\n{table:contribution.missing}\n\n\
             After the day it was due came: {figure:contribution.late}.\n\n{record:contribution.signed}"
        }
        (_, "impact") => "*What changed for children, adults and families, and how we know.*",
        (Audience::Children, "reviews") => "*Incidents notified, reviews held, what was learned, what was done and what improved.*",
        (Audience::Adults, "reviews") => {
            "*Reviews concluded and under way; what was done about each finding; and where nothing was done, why.*"
        }
        (_, "voice") => "*What people told us, and what changed because of it.*",
        (_, "data") => {
            "The figures here are counted from the partnership's own record as it stood when this report was made. Small counts about people are \
             kept back, and so is whatever would give them away.\n\n{table:organisation.in-partnership}"
        }
        (_, "challenge") => {
            "Agencies are asked to disagree openly, and early. In the year {figure:escalation.raised} escalations were raised.\n\n\
             {table:escalation.raised}\n\n\
             ### Where they were settled\n\n\
             Of those resolved, {figure:escalation.resolved-early} were resolved by practitioners or their managers.\n\n\
             {chart:escalation.resolved-by-stage}\n\n\
             ### How long it took\n\n\
             The middle stage took {figure:escalation.stage-days} working days.\n\n{table:escalation.stage-days}\n\n\
             ### Silence\n\n\
             Of the stages that ended, {figure:escalation.moved-by-silence} ended because the limit passed and nobody had acted. \
             Agencies that raised no escalation at all: {figure:escalation.never-by-agency}. That may be because they had nothing to disagree with. \
             It may also be because they do not feel able to."
        }
        (_, "money") => "*Contributions by partner, changes since last year, and what the money bought.*",
        (_, "next") => "*Priorities for the coming year, and changes to the published arrangements with their dates.*",
        _ => "",
    }
}
