//! Dates and times as a page writes them (GOV.UK style: "2 March 2024", "2:30pm").

use jiff::{Timestamp, civil::Date, civil::Time};

use crate::moment::london;

/// The months, January first.
pub const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// "March"; empty for a number that is no month.
pub fn month_name(month: i8) -> &'static str {
    usize::try_from(month).ok().and_then(|month| MONTHS.get(month.wrapping_sub(1))).copied().unwrap_or_default()
}

/// "2 March 2024".
pub fn plain_date(date: Date) -> String {
    format!("{} {} {}", date.day(), month_name(date.month()), date.year())
}

/// "2:30pm", "9am", "midday", "midnight".
pub fn plain_time(time: Time) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    let half = if hour < 12 { "am" } else { "pm" };
    match ((hour + 11) % 12 + 1, minute) {
        (12, 0) if hour == 0 => "midnight".to_owned(),
        (12, 0) => "midday".to_owned(),
        (shown, 0) => format!("{shown}{half}"),
        (shown, minute) => format!("{shown}:{minute:02}{half}"),
    }
}

/// "2:30pm on 2 March 2024", in English civil time.
pub fn plain_instant(at: Timestamp) -> String {
    let zoned = at.to_zoned(london());
    format!("{} on {}", plain_time(zoned.time()), plain_date(zoned.date()))
}
