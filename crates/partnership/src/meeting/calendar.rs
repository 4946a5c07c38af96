//! Meetings for people's calendars (iCalendar, RFC 5545). A meeting keeps its UID for ever, so that a later file changes the entry instead of
//! adding one; its stamp is when the call was last recorded, so that the same facts give the same file.

use axum::{
    Router,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use kernel::Timestamp;
use platform::{Cx, Problem, Reply, Site};

use super::{Meeting, VIEW, rows};
use crate::group::{self, Group};

pub(super) fn routes() -> Router<Site> {
    Router::new().route("/meetings/{id}/invite.ics", get(invite)).route("/groups/{id}/calendar.ics", get(of_group))
}

/// "20260302T100000Z".
fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn event(meeting: &rows::Shown, base_url: &str) -> Result<Event, Problem> {
    let starts = meeting.on.to_datetime(meeting.starts).to_zoned(kernel::moment::london())?.timestamp();
    let ends = starts.checked_add(jiff::SignedDuration::from_mins(meeting.minutes))?;
    let address = format!("{base_url}/meetings/{}", meeting.id);
    let mut event = Event::new();
    event
        .uid(&format!("{}@meeting.trefoil", meeting.id))
        .add_property("DTSTAMP", utc(meeting.changed_at))
        .add_property("LAST-MODIFIED", utc(meeting.changed_at))
        .add_property("DTSTART", utc(starts))
        .add_property("DTEND", utc(ends))
        .sequence(u32::try_from(meeting.sequence).unwrap_or(0))
        .summary(&format!("{}: {}", meeting.group_name, meeting.title))
        // No word of what is discussed: calendars are shared more widely than records are.
        .description(&format!("Agenda and papers: {address}"))
        .url(&address)
        .status(if meeting.status == "cancelled" { EventStatus::Cancelled } else { EventStatus::Confirmed });
    let place = match (meeting.place.as_str(), meeting.link.as_str()) {
        (place, "") => place.to_owned(),
        ("", link) => link.to_owned(),
        (place, link) => format!("{place}, or {link}"),
    };
    event.location(&place);
    Ok(event.done())
}

fn file(name: &str, calendar_name: &str, events: Vec<Event>) -> Response {
    let mut calendar = Calendar::new();
    calendar.name(calendar_name).append_property(("PRODID", "-//Trefoil//Meetings//EN")).append_property(("METHOD", "PUBLISH"));
    for event in events {
        calendar.push(event);
    }
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, calendar.to_string()).into_response()
}

async fn invite(cx: Cx, Path(id): Path<String>) -> Reply {
    let mut reading = cx.read::<Meeting>(VIEW, &id).await?;
    let meeting = rows::one(&mut reading.tx, &reading.chain, &id).await?.ok_or(Problem::NotFound)?;
    let event = event(&meeting, &cx.site.config().base_url)?;
    Ok(file("meeting.ics", &meeting.group_name, vec![event]))
}

async fn of_group(cx: Cx, Path(id): Path<String>) -> Reply {
    let reading = cx.read::<Group>(group::VIEW, &id).await?;
    let name = reading.line.title.clone();
    drop(reading);
    let mut looking = cx.look::<Meeting>(VIEW).await?;
    if looking.permitted.none() {
        return Err(Problem::NotFound);
    }
    let visible = rows::visible(&mut looking, &id).await?;
    let meetings = rows::of_group(&mut looking.tx, &looking.chain, &id).await?;
    let base_url = &cx.site.config().base_url;
    let events = meetings.iter().filter(|meeting| visible.contains(&meeting.id)).map(|meeting| event(meeting, base_url));
    Ok(file("group.ics", &name, events.collect::<Result<_, _>>()?))
}
