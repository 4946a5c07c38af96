//! Which questions of a questionnaire measure badly, and why, from the returns alone.
