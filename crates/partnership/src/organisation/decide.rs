//! The rule.

use kernel::{Date, Moment};

use super::{AgencyType, Fact, Organisation, Phase, Post, Standing};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Register {
        name: String,
        agency_type: Option<AgencyType>,
        phase: Option<Phase>,
        valid_from: Date,
        partnership: String,
        standing: Standing,
    },
    Rename {
        name: String,
        from: Date,
    },
    BeginFootprint {
        partnership: String,
        standing: Standing,
        from: Date,
    },
    EndFootprint {
        partnership: String,
        on: Date,
    },
    NameLead {
        post: Option<Post>,
        name: String,
        email: String,
        from: Date,
    },
    OpenSite {
        site: String,
        name: String,
        postcode: String,
    },
    CloseSite {
        site: String,
        on: Date,
    },
    Close {
        on: Date,
        successor: Option<String>,
    },
}

/// What the command needs to know of other records.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// Another open organisation already has the name.
    pub name_taken: bool,
    pub partnership_known: bool,
    pub successor_known: bool,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("Enter the organisation's name")]
    NoName,
    #[error("Another organisation has this name. Open that one instead, or tell the two apart in the name")]
    NameTaken,
    #[error("Choose what kind of agency it is")]
    NoType,
    #[error("Choose the phase of education")]
    NoPhase,
    #[error("Choose a partnership that exists")]
    UnknownPartnership,
    #[error("It already works in this partnership")]
    AlreadyThere,
    #[error("It does not work in this partnership")]
    NotThere,
    #[error("Choose the post")]
    NoPost,
    #[error("Enter the lead's name")]
    NoLead,
    #[error("Enter an email address in the correct format, like name@example.org")]
    BadEmail,
    #[error("Enter the site's name")]
    NoSite,
    #[error("Enter a full UK postcode")]
    BadPostcode,
    #[error("This site is not open")]
    SiteNotOpen,
    #[error("The day cannot be before the organisation began")]
    BeforeItBegan,
    #[error("Choose a registered organisation other than itself as the successor")]
    BadSuccessor,
    #[error("This organisation has not been registered")]
    NotRegistered,
    #[error("This organisation has already been registered")]
    AlreadyRegistered,
    #[error("This organisation is closed, so nothing can be added to it")]
    Closed,
}

impl Refusal {
    pub(super) fn field(&self) -> &'static str {
        match self {
            Self::NoName | Self::NameTaken | Self::NoLead | Self::NoSite => "name",
            Self::NoType => "agency_type",
            Self::NoPhase => "phase",
            Self::UnknownPartnership | Self::AlreadyThere | Self::NotThere => "partnership",
            Self::NoPost => "post",
            Self::BadEmail => "email",
            Self::BadPostcode => "postcode",
            Self::BeforeItBegan => "on",
            Self::BadSuccessor => "successor",
            _ => "",
        }
    }
}

pub(super) fn decide(was: &Organisation, command: Command, _: &Moment, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
    use Command::{BeginFootprint, Close, CloseSite, EndFootprint, NameLead, OpenSite, Register, Rename};
    let blank = |text: &str| text.trim().is_empty();
    let before = |on: Date| was.valid_from.is_some_and(|began| on < began);
    match (&was.name, command) {
        (Some(_), Register { .. }) => Err(Refusal::AlreadyRegistered),
        (None, Register { name, .. }) if blank(&name) => Err(Refusal::NoName),
        (None, Register { .. }) if reads.name_taken => Err(Refusal::NameTaken),
        (None, Register { agency_type: None, .. }) => Err(Refusal::NoType),
        (None, Register { agency_type: Some(AgencyType::School), phase: None, .. }) => Err(Refusal::NoPhase),
        (None, Register { .. }) if !reads.partnership_known => Err(Refusal::UnknownPartnership),
        (None, Register { name, agency_type: Some(agency_type), phase, valid_from, partnership, standing }) => Ok(vec![
            Fact::Registered { name: name.trim().to_owned(), agency_type, phase, valid_from },
            Fact::FootprintBegan { partnership, standing, from: valid_from },
        ]),
        (None, _) => Err(Refusal::NotRegistered),
        (Some(_), _) if was.closed => Err(Refusal::Closed),
        (Some(_), Rename { name, .. }) if blank(&name) => Err(Refusal::NoName),
        (Some(_), Rename { .. }) if reads.name_taken => Err(Refusal::NameTaken),
        (Some(_), Rename { name, from }) => Ok(vec![Fact::Renamed { name: name.trim().to_owned(), from }]),
        (Some(_), BeginFootprint { .. }) if !reads.partnership_known => Err(Refusal::UnknownPartnership),
        (Some(_), BeginFootprint { partnership, .. }) if was.footprint.contains_key(&partnership) => Err(Refusal::AlreadyThere),
        (Some(_), BeginFootprint { partnership, standing, from }) => Ok(vec![Fact::FootprintBegan { partnership, standing, from }]),
        (Some(_), EndFootprint { partnership, .. }) if !was.footprint.contains_key(&partnership) => Err(Refusal::NotThere),
        (Some(_), EndFootprint { on, .. }) if before(on) => Err(Refusal::BeforeItBegan),
        (Some(_), EndFootprint { partnership, on }) => Ok(vec![Fact::FootprintEnded { partnership, on }]),
        (Some(_), NameLead { post: None, .. }) => Err(Refusal::NoPost),
        (Some(_), NameLead { name, .. }) if blank(&name) => Err(Refusal::NoLead),
        (Some(_), NameLead { email, .. }) if !email.contains('@') || email.contains(char::is_whitespace) => Err(Refusal::BadEmail),
        (Some(_), NameLead { post: Some(post), name, email, from }) => Ok(vec![Fact::LeadNamed { post, name, email, from }]),
        (Some(_), OpenSite { name, .. }) if blank(&name) => Err(Refusal::NoSite),
        (Some(_), OpenSite { site, name, postcode }) => {
            let postcode = postcode.parse::<kernel::identifiers::Postcode>().map_err(|_| Refusal::BadPostcode)?.to_string();
            Ok(vec![Fact::SiteOpened { site, name, postcode }])
        }
        (Some(_), CloseSite { site, .. }) if was.sites.get(&site) != Some(&true) => Err(Refusal::SiteNotOpen),
        (Some(_), CloseSite { site, on }) => Ok(vec![Fact::SiteClosed { site, on }]),
        (Some(_), Close { on, .. }) if before(on) => Err(Refusal::BeforeItBegan),
        (Some(_), Close { successor: Some(_), .. }) if !reads.successor_known => Err(Refusal::BadSuccessor),
        (Some(_), Close { on, successor }) => Ok(vec![Fact::Closed { on, successor }]),
    }
}
