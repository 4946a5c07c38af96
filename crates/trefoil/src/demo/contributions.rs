//! What each partner said it did: most in time, one late, one never.

use jiff::civil::date;
use partnership::contribution::{Command, Contribution, INVITE, SIGN, WRITE, Words, stream_of};

use super::{Event, What, agencies::Agencies, stage::Stage};

pub(super) struct Step {
    id: String,
    by: &'static str,
    deed: Deed,
}

enum Deed {
    Invite { agency: String, year: i16 },
    Write(&'static str, &'static str),
    Submit,
    SignOff,
}

/// Agency, who writes, who signs, what they did and what difference it made.
const PARTNERS: &[(&str, &str, &str, &str, &str)] = &[
    (
        "council",
        "social worker",
        "council approver",
        "Education and early help came into the front door. Every assessment now asks about fathers and other men around the child.",
        "Children waited less long for a first visit. Whether fathers are better known is being audited.",
    ),
    (
        "icb",
        "health author",
        "health approver",
        "Health checks for people with learning disabilities became part of the yearly plan, and a nurse sits at the front door.",
        "More people came to their check. What it changed for them is asked from this year on.",
    ),
    (
        "police",
        "police sergeant",
        "police approver",
        "A detective sits at the front door every day, and schools are told of incidents before the next school day.",
        "Schools say that they can look after a child the same morning. We have not yet asked children.",
    ),
    (
        "hospital",
        "paediatrician",
        "hospital approver",
        "Staff of adult wards were trained to look after young people of sixteen and seventeen as children.",
        "We do not know yet; the first patients have been asked.",
    ),
];

/// Asked, and nothing came.
const SILENT: &str = "housing";

pub(super) fn plan(agencies: &Agencies) -> anyhow::Result<Vec<Event>> {
    let mut events = Vec::new();
    for year in [2024_i16, 2025] {
        for (order, (agency, author, approver, did, difference)) in PARTNERS.iter().enumerate() {
            // The contribution to 2024-25 was the care board's that has merged since.
            let agency = if *agency == "icb" && year == 2024 { "icb-before" } else { agency };
            let agency = agencies.id(agency)?.to_owned();
            let id = stream_of(&agency, year);
            // The hospital is late each year.
            let month = if order == 3 { 6 } else { 5 };
            let day = i8::try_from(10 + order)?;
            let mut put = |month: i8, day: i8, hour: i8, by: &'static str, deed: Deed| {
                let what = What::Contribution(Step { id: id.clone(), by, deed });
                events.push(Event { day: date(year + 1, month, day), hour, order, what });
            };
            put(4, 14, 9, "business manager", Deed::Invite { agency: agency.clone(), year });
            put(month, day, 10, author, Deed::Write(did, difference));
            put(month, day, 11, author, Deed::Submit);
            put(month, day, 15, approver, Deed::SignOff);
        }
        let agency = agencies.id(SILENT)?.to_owned();
        let what = What::Contribution(Step { id: stream_of(&agency, year), by: "business manager", deed: Deed::Invite { agency, year } });
        events.push(Event { day: date(year + 1, 4, 14), hour: 9, order: 9, what });
    }
    Ok(events)
}

pub(super) async fn happen(stage: &Stage, step: Step) -> anyhow::Result<()> {
    let Step { id, by, deed } = step;
    let who = stage.who(by)?;
    let (action, command) = match deed {
        Deed::Invite { agency, year } => (INVITE, Command::Invite { agency, year, due: date(year + 1, 5, 31) }),
        Deed::Write(did, difference) => {
            let words = Words { did: did.to_owned(), difference: difference.to_owned(), ..Words::default() };
            (WRITE, Command::Write { words })
        }
        Deed::Submit => (WRITE, Command::Submit { by: who.account.clone() }),
        Deed::SignOff => (SIGN, Command::SignOff { by: who.account.clone(), name: who.name.clone() }),
    };
    stage.act::<Contribution>(by, action, id, command).await
}
