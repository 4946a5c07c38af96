//! What can have happened to an organisation, and what that adds up to.

use std::collections::BTreeMap;

use agreement::Compartment;
use kernel::{Date, Moment, SubjectRef};
use ledger::{Question, Row, Rows};
use platform::{Action, Facet, Home, Record, Recorded};
use serde::{Deserialize, Serialize};

use super::{
    Command, Refusal,
    decide::{self, Reads},
    rows,
};
use platform::words;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    Registered {
        name: String,
        agency_type: AgencyType,
        phase: Option<Phase>,
        valid_from: Date,
    },
    Renamed {
        name: String,
        from: Date,
    },
    /// It works in this partnership (its chain).
    FootprintBegan {
        partnership: String,
        standing: Standing,
        from: Date,
    },
    FootprintEnded {
        partnership: String,
        on: Date,
    },
    /// Who holds a post that the arrangements name. The last one named holds it.
    LeadNamed {
        post: Post,
        name: String,
        email: String,
        from: Date,
    },
    /// `site`: an id.
    SiteOpened {
        site: String,
        name: String,
        postcode: String,
    },
    SiteClosed {
        site: String,
        on: Date,
    },
    /// `successor`: the organisation that took over its work.
    Closed {
        on: Date,
        successor: Option<String>,
    },
}

words! {
    /// What kind of agency it is. The words are those the agreement's policies use.
    AgencyType {
        Council => "council", "Council";
        Icb => "icb", "Integrated care board";
        Police => "police", "Police";
        NhsTrust => "nhs_trust", "NHS trust";
        GpPractice => "gp_practice", "GP practice";
        School => "school", "School, college or early years setting";
        Probation => "probation", "Probation";
        YouthJustice => "youth_justice", "Youth justice service";
        Housing => "housing", "Housing";
        Fire => "fire", "Fire and rescue";
        Ambulance => "ambulance", "Ambulance service";
        Charity => "charity", "Charity or community organisation";
        CareProvider => "care_provider", "Care provider";
        Hospice => "hospice", "Hospice";
        Other => "other", "Other";
    }
}

words! {
    /// The phases that education is represented by.
    Phase {
        EarlyYears => "early_years", "Early years";
        Primary => "primary", "Primary";
        Secondary => "secondary", "Secondary";
        FurtherEducation => "further_education", "Further education";
        Special => "special", "Special";
        Independent => "independent", "Independent";
    }
}

words! {
    /// What it is to the partnership.
    Standing {
        Statutory => "statutory", "Statutory safeguarding partner";
        Relevant => "relevant", "Relevant agency";
        Other => "other", "Other body";
    }
}

words! {
    /// A post that the published arrangements name.
    Post {
        LeadPartner => "lead_partner", "Lead safeguarding partner";
        DelegatedPartner => "delegated_partner", "Delegated safeguarding partner";
        SafeguardingLead => "safeguarding_lead", "Designated safeguarding lead";
        NamedProfessional => "named_professional", "Named or designated professional";
        BoardMember => "board_member", "Board member";
    }
}

#[derive(Debug, Default)]
pub struct Organisation {
    pub(super) name: Option<String>,
    pub(super) closed: bool,
    pub(super) footprint: BTreeMap<String, Standing>,
    pub(super) sites: BTreeMap<String, bool>,
    pub(super) valid_from: Option<Date>,
}

impl Record for Organisation {
    const KIND: &'static str = "organisation";
    const VIEW: Action = super::VIEW;
    const HOME: Home = Home::Commons;
    type Fact = Fact;
    type Command = Command;
    type Refusal = Refusal;
    type Reads = Reads;

    fn kind(fact: &Fact) -> &'static str {
        match fact {
            Fact::Registered { .. } => "organisation.registered",
            Fact::Renamed { .. } => "organisation.renamed",
            Fact::FootprintBegan { .. } => "organisation.footprint_began",
            Fact::FootprintEnded { .. } => "organisation.footprint_ended",
            Fact::LeadNamed { .. } => "organisation.lead_named",
            Fact::SiteOpened { .. } => "organisation.site_opened",
            Fact::SiteClosed { .. } => "organisation.site_closed",
            Fact::Closed { .. } => "organisation.closed",
        }
    }
    fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Registered { name, valid_from, .. } => {
                self.name = Some(name.clone());
                self.valid_from = Some(*valid_from);
            }
            Fact::Renamed { name, .. } => self.name = Some(name.clone()),
            Fact::FootprintBegan { partnership, standing, .. } => {
                self.footprint.insert(partnership.clone(), *standing);
            }
            Fact::FootprintEnded { partnership, .. } => {
                self.footprint.remove(partnership);
            }
            Fact::LeadNamed { .. } => {}
            Fact::SiteOpened { site, .. } => {
                self.sites.insert(site.clone(), true);
            }
            Fact::SiteClosed { site, .. } => {
                self.sites.insert(site.clone(), false);
            }
            Fact::Closed { .. } => self.closed = true,
        }
    }
    fn decide(&self, command: Command, at: &Moment, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
        decide::decide(self, command, at, reads)
    }
    fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
        rows::project(entry, rows);
    }
    fn facet(_: &Command) -> Facet {
        Facet::open(Compartment::GovernancePublic)
    }
    fn field(refusal: &Refusal) -> &'static str {
        refusal.field()
    }
    fn questions(_: &str, stream: &str, command: &Command) -> Vec<Question> {
        rows::questions(stream, command)
    }
    fn reads(answers: &[Vec<Row>]) -> ledger::Result<Reads> {
        rows::reads(answers)
    }
    fn subjects(fact: &Fact) -> Vec<SubjectRef> {
        match fact {
            Fact::Closed { successor: Some(successor), .. } => vec![SubjectRef::new("organisation", successor)],
            _ => Vec::new(),
        }
    }
}
