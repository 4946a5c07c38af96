//! The words of the agreement: roles, compartments, restrictions and verbs, each with the word a clause uses and the words a page uses.

use serde::{Deserialize, Serialize};

/// The text is not one of the words of its list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not a {list}")]
pub struct NotAWord {
    pub list: &'static str,
    pub word: String,
}

/// Lower case, with `_` for every space and hyphen: how a word typed by a person is compared with a word of a list.
pub(crate) fn plain(text: &str) -> String {
    text.trim().chars().map(|c| if c == ' ' || c == '-' { '_' } else { c.to_ascii_lowercase() }).collect()
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $list:literal { $($(#[$vdoc:meta])* $variant:ident = $word:literal, $title:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word that clauses, facts and rows use.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The words that pages use.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAWord;

            /// Takes the word or the title, in any case, with spaces or hyphens for `_`.
            fn from_str(text: &str) -> Result<Self, NotAWord> {
                let wanted = plain(text);
                Self::ALL.iter().copied().find(|one| one.as_str() == wanted || plain(one.title()) == wanted)
                    .ok_or_else(|| NotAWord { list: $list, word: text.trim().to_owned() })
            }
        }
    };
}

words! {
    /// Who a person is in the partnership: the roles of Working Together 2023, chapter 2, and local posts.
    Role, "role" {
        BusinessManager = "business_manager", "Business manager";
        QaOfficer = "qa_officer", "QA officer";
        Analyst = "analyst", "Analyst";
        TrainingCoordinator = "training_coordinator", "Training co-ordinator";
        /// Writes for an agency.
        AgencyAuthor = "agency_author", "Agency author";
        /// Signs for an agency, at executive level.
        AgencyApprover = "agency_approver", "Agency approver";
        Moderator = "moderator", "Moderator";
        IndependentScrutineer = "independent_scrutineer", "Independent scrutineer";
        SubGroupChair = "sub_group_chair", "Sub-group chair";
        /// Delegated Safeguarding Partner.
        DelegatedPartner = "delegated_partner", "Delegated safeguarding partner";
        /// Lead Safeguarding Partner.
        LeadPartner = "lead_partner", "Lead safeguarding partner";
        /// Works at the front door (multi-agency safeguarding hub).
        MashPartner = "mash_partner", "MASH partner";
        /// Designated Safeguarding Lead of a school or college.
        SchoolDsl = "school_dsl", "School safeguarding lead";
        Governor = "governor", "School governor";
        /// Officer for children missing education.
        CmeOfficer = "cme_officer", "Children missing education officer";
        /// Designated officer for allegations (local authority designated officer).
        Lado = "lado", "Designated officer (LADO)";
        SuicidePanel = "suicide_panel", "Suspected suicide panel member";
        ExploitationAnalyst = "exploitation_analyst", "Exploitation analyst";
        /// The council's scrutiny committee: what is published, only.
        CouncilScrutiny = "council_scrutiny", "Council scrutiny member";
        /// Runs the system and reads nothing in it.
        SystemAdmin = "system_admin", "System administrator";
        /// Lead Member for Children's Services.
        LeadMember = "lead_member", "Lead member";
    }
}

words! {
    /// What a record is for. A person is made a member of a compartment by name and until a date; the narrow ones open to members only.
    Compartment, "compartment" {
        /// Published, or meant to be.
        GovernancePublic = "governance_public", "Public governance";
        Audit = "audit", "Audit";
        /// The partnership's own work: meetings, actions, contributions, drafts.
        Action = "action", "Partnership work";
        Training = "training", "Training";
        ScorecardAggregate = "scorecard_aggregate", "Scorecard";
        FrontDoorCase = "front_door_case", "Front door cases";
        ReviewCase = "review_case", "Review cases";
        ExploitationIntel = "exploitation_intel", "Exploitation intelligence";
        Cme = "cme", "Children missing education";
        Lado = "lado", "Allegations";
        Suicide = "suicide", "Suspected suicide";
        /// What children and adults said, word for word.
        VoiceRaw = "voice_raw", "Voice, word for word";
    }
}

words! {
    /// How a record is kept back beyond its compartment.
    Restriction, "restriction" {
        None = "none", "Not restricted";
        /// That there is a record is shown ("restricted: ask …"), what is in it is not.
        Masked = "masked", "Masked";
        /// To those who may not see it, there is no record.
        Hidden = "hidden", "Hidden";
    }
}

words! {
    /// What kind of deed an action is.
    Verb, "verb" {
        View = "view", "See";
        List = "list", "Find";
        Write = "write", "Change";
        Approve = "approve", "Approve";
        Export = "export", "Export";
    }
}

impl Role {
    /// The role inside a sentence, with its article: "a QA officer", "an agency author".
    pub fn phrase(self) -> String {
        let title = self.title();
        let mut letters = title.chars();
        let (first, second) = (letters.next().unwrap_or(' '), letters.next().unwrap_or(' '));
        let article = if "AEIO".contains(first) { "an" } else { "a" };
        if second.is_uppercase() {
            format!("{article} {title}")
        } else {
            format!("{article} {}{}", first.to_lowercase(), &title[first.len_utf8()..])
        }
    }
}
